package dev.daemun.apple;

import static dev.daemun.brokering.IdTokenRules.require;

import dev.daemun.apple.settings.AppleIdentityProviderConfig;
import dev.daemun.brokering.IdTokenRules;
import org.keycloak.common.VerificationException;
import org.keycloak.representations.IDToken;

/**
 * What an ID token of Apple must prove: that Apple signed it for this app and in answer to this very sign-in. In a browser Apple always
 * supports the nonce, whatever its claim {@code nonce_supported} is for in apps.
 *
 * @param clientId the Services ID
 * @param nonce what this sign-in sent to Apple
 */
record AppleIdTokenRules(String clientId, String nonce) {
    /** Keycloak stores no longer id of a linked account. */
    private static final int LONGEST_SUB = 255;

    private static final String NOT_TO_BE_BELIEVED = "Apple's ID token is not to be believed: ";

    /**
     * Checks a token that signs somebody in.
     *
     * @return its claims
     * @throws AppleRefusal naming the first rule broken, and nothing of the token
     */
    IDToken check(String token, IdTokenRules.Keys keys) {
        IDToken claims = checkWithoutNonce(clientId, token, keys);
        if (nonce == null || !nonce.equals(claims.getNonce())) {
            throw new AppleRefusal(NOT_TO_BE_BELIEVED + "not the answer to this sign-in");
        }
        return claims;
    }

    /** The same for a token that only says whose name has come, also where the sign-in is over by then, and its nonce is gone. */
    static IDToken checkWithoutNonce(String clientId, String token, IdTokenRules.Keys keys) {
        try {
            IDToken claims = new IdTokenRules(AppleIdentityProviderConfig.ISSUER, clientId).check(token, keys);
            String sub = claims.getSubject();
            require(sub != null && sub.length() <= LONGEST_SUB && sub.matches("[\\x21-\\x7e]+"), "about nobody");
            return claims;
        } catch (VerificationException e) {
            throw new AppleRefusal(NOT_TO_BE_BELIEVED + e.getMessage());
        }
    }
}

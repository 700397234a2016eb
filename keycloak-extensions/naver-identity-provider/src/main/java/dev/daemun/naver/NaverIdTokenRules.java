package dev.daemun.naver;

import dev.daemun.brokering.IdTokenRules;
import java.util.Optional;
import org.keycloak.common.VerificationException;
import org.keycloak.representations.IDToken;

/**
 * What an ID token of Naver must prove: that Naver signed it, for this app, and nothing that contradicts this sign-in. Naver documents
 * neither whether it repeats a nonce nor whether {@code sub} is the profile's id, so that a missing nonce is no contradiction, and the
 * subject is compared only where the provider's setting says so.
 *
 * @param nonce what this sign-in sent to Naver
 * @param id the person's id, where the subject has to be the same
 */
record NaverIdTokenRules(String clientId, String nonce, Optional<String> id) {
    static final String ISSUER = "https://nid.naver.com";
    static final String KEYS = "https://nid.naver.com/oauth2/jwks";

    /**
     * Checks a token.
     *
     * @throws VerificationException naming the first rule broken, and nothing of the token
     */
    void check(String token, IdTokenRules.Keys keys) throws VerificationException {
        IDToken claims = new IdTokenRules(ISSUER, clientId).check(token, keys);
        IdTokenRules.require(
                claims.getNonce() == null || claims.getNonce().equals(nonce), "the answer to another sign-in");
        IdTokenRules.require(id.isEmpty() || id.get().equals(claims.getSubject()), "about somebody else");
    }
}

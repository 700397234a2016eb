package dev.daemun.brokering;

import java.util.Arrays;
import org.keycloak.TokenVerifier;
import org.keycloak.common.VerificationException;
import org.keycloak.common.util.Time;
import org.keycloak.crypto.Algorithm;
import org.keycloak.crypto.SignatureVerifierContext;
import org.keycloak.jose.jws.JWSHeader;
import org.keycloak.representations.IDToken;

/**
 * What an ID token must prove (OpenID Connect Core 3.1.3.7): that the provider signed it by RS256, now and for this app. Whether it
 * answers this very sign-in, and about whom it is, is for the provider to compare.
 *
 * @param issuer the provider, exactly as in the claim
 * @param clientId the app at the provider
 */
public record IdTokenRules(String issuer, String clientId) {
    /** The one algorithm that is accepted. */
    public static final String ALGORITHM = Algorithm.RS256;

    /** How far the clocks of the provider and of this machine may differ, in seconds. */
    private static final int CLOCK_SKEW = 30;

    /**
     * Checks a token.
     *
     * @return its claims
     * @throws VerificationException naming the first rule broken, and nothing of the token
     */
    public IDToken check(String token, Keys keys) throws VerificationException {
        TokenVerifier<IDToken> verifier = TokenVerifier.create(token, IDToken.class);
        JWSHeader header = verifier.getHeader();
        // Keycloak's getRawAlgorithm throws where the token names none.
        if (header == null || header.getAlgorithm() == null || !ALGORITHM.equals(header.getRawAlgorithm())) {
            throw new VerificationException("signed with another algorithm than " + ALGORITHM);
        }
        verifier.verifierContext(keys.verifier(header.getKeyId()));
        verifier.verifySignature();
        IDToken claims = verifier.getToken();
        require(claims != null, "without claims");
        require(issuer.equals(claims.getIssuer()), "from another issuer");
        // Keycloak's hasAudience throws where the audience is no text.
        require(
                claims.getAudience() != null
                        && Arrays.asList(claims.getAudience()).contains(clientId),
                "for another app");
        require(isValidNow(claims), "not valid now");
        return claims;
    }

    /** Keycloak's own {@code isActive(skew)} allows no skew at the end. */
    private static boolean isValidNow(IDToken claims) {
        return claims.getExp() != null
                && claims.getExp() + CLOCK_SKEW > Time.currentTimeSeconds()
                && claims.isNotBefore(CLOCK_SKEW);
    }

    /**
     * Demands one more rule of a token.
     *
     * @param otherwise the exception's message, which names the rule and nothing of the token
     * @throws VerificationException where it does not hold
     */
    public static void require(boolean holds, String otherwise) throws VerificationException {
        if (!holds) {
            throw new VerificationException(otherwise);
        }
    }

    /** The provider's signing keys. */
    public interface Keys {
        /**
         * Verifies signatures of one key.
         *
         * @throws VerificationException when the provider publishes no such key
         */
        SignatureVerifierContext verifier(String keyId) throws VerificationException;
    }
}

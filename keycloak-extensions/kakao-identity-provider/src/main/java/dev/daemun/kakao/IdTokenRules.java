package dev.daemun.kakao;

import java.util.Arrays;
import org.keycloak.TokenVerifier;
import org.keycloak.common.VerificationException;
import org.keycloak.common.util.Time;
import org.keycloak.crypto.Algorithm;
import org.keycloak.crypto.SignatureVerifierContext;
import org.keycloak.jose.jws.JWSHeader;
import org.keycloak.representations.IDToken;

/**
 * What an ID token of Kakao must prove (OpenID Connect Core 3.1.3.7): that Kakao signed it, for this app, in answer to this
 * very sign-in, about the same person as {@code /v2/user/me}.
 *
 * @param clientId the REST API key
 * @param nonce what this sign-in sent to Kakao
 * @param id the person's number, in decimal
 */
record IdTokenRules(String clientId, String nonce, String id) {
    static final String ISSUER = "https://kauth.kakao.com";
    static final String ALGORITHM = Algorithm.RS256;

    /** How far the clocks of Kakao and of this machine may differ, in seconds. */
    private static final int CLOCK_SKEW = 30;

    /**
     * Checks a token.
     *
     * @throws VerificationException naming the first rule broken, and nothing of the token
     */
    void check(String token, Keys keys) throws VerificationException {
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
        require(ISSUER.equals(claims.getIssuer()), "from another issuer");
        // Keycloak's hasAudience throws where the audience is no text.
        require(
                claims.getAudience() != null
                        && Arrays.asList(claims.getAudience()).contains(clientId),
                "for another app");
        require(isValidNow(claims), "not valid now");
        require(nonce != null && nonce.equals(claims.getNonce()), "not the answer to this sign-in");
        require(id.equals(claims.getSubject()), "about somebody else");
    }

    /** Keycloak's own {@code isActive(skew)} allows no skew at the end. */
    private static boolean isValidNow(IDToken claims) {
        return claims.getExp() != null
                && claims.getExp() + CLOCK_SKEW > Time.currentTimeSeconds()
                && claims.isNotBefore(CLOCK_SKEW);
    }

    private static void require(boolean holds, String otherwise) throws VerificationException {
        if (!holds) {
            throw new VerificationException(otherwise);
        }
    }

    /** Kakao's signing keys. */
    interface Keys {
        /**
         * Verifies signatures of one key.
         *
         * @throws VerificationException when Kakao publishes no such key
         */
        SignatureVerifierContext verifier(String keyId) throws VerificationException;
    }
}

package dev.daemun.kakao;

import dev.daemun.brokering.IdTokenRules;
import org.keycloak.common.VerificationException;
import org.keycloak.representations.IDToken;

/**
 * What an ID token of Kakao must prove: that Kakao signed it, for this app, in answer to this very sign-in, about the same person as
 * {@code /v2/user/me}.
 *
 * @param clientId the REST API key
 * @param nonce what this sign-in sent to Kakao
 * @param id the person's number, in decimal
 */
record KakaoIdTokenRules(String clientId, String nonce, String id) {
    static final String ISSUER = "https://kauth.kakao.com";
    static final String KEYS = "https://kauth.kakao.com/.well-known/jwks.json";

    /**
     * Checks a token.
     *
     * @throws VerificationException naming the first rule broken, and nothing of the token
     */
    void check(String token, IdTokenRules.Keys keys) throws VerificationException {
        IDToken claims = new IdTokenRules(ISSUER, clientId).check(token, keys);
        IdTokenRules.require(nonce != null && nonce.equals(claims.getNonce()), "not the answer to this sign-in");
        IdTokenRules.require(id.equals(claims.getSubject()), "about somebody else");
    }
}

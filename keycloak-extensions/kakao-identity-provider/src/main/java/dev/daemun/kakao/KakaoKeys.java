package dev.daemun.kakao;

import org.keycloak.common.VerificationException;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.crypto.PublicKeysWrapper;
import org.keycloak.crypto.SignatureProvider;
import org.keycloak.crypto.SignatureVerifierContext;
import org.keycloak.jose.jwk.JWK;
import org.keycloak.keys.PublicKeyStorageProvider;
import org.keycloak.keys.PublicKeyStorageUtils;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.utils.JWKSHttpUtils;
import org.keycloak.util.JWKSUtils;

/**
 * The keys that Kakao publishes, kept in Keycloak's cache of keys. The cache asks Kakao again for a key that it does not
 * have, at most every ten seconds, because Kakao blocks clients that ask too often.
 */
record KakaoKeys(KeycloakSession session, String providerInternalId) implements IdTokenRules.Keys {
    static final String URL = "https://kauth.kakao.com/.well-known/jwks.json";

    @Override
    public SignatureVerifierContext verifier(String keyId) throws VerificationException {
        KeyWrapper key = session.getProvider(PublicKeyStorageProvider.class)
                .getPublicKey(cacheKey(), keyId, IdTokenRules.ALGORITHM, this::load);
        if (key == null) {
            throw new VerificationException("signed with a key that Kakao does not publish");
        }
        return session.getProvider(SignatureProvider.class, IdTokenRules.ALGORITHM)
                .verifier(key);
    }

    private String cacheKey() {
        return PublicKeyStorageUtils.getIdpModelCacheKey(
                session.getContext().getRealm().getId(), providerInternalId);
    }

    @SuppressWarnings("deprecation") // Keycloak has deprecated the use, and has no other way to read a key set by it
    private PublicKeysWrapper load() throws Exception {
        return JWKSUtils.getKeyWrappersForUse(JWKSHttpUtils.sendJwksRequest(session, URL), JWK.Use.SIG);
    }
}

package dev.daemun.brokering;

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
 * The keys that a provider publishes, kept in Keycloak's cache of keys. The cache asks the provider again for a key that it does not
 * have, at most every ten seconds, because Kakao for one blocks clients that ask too often.
 *
 * @param providerInternalId Keycloak's internal id of the provider
 * @param url of the key set
 */
public record ProviderKeys(KeycloakSession session, String providerInternalId, String url)
        implements IdTokenRules.Keys {
    @Override
    public SignatureVerifierContext verifier(String keyId) throws VerificationException {
        KeyWrapper key = session.getProvider(PublicKeyStorageProvider.class)
                .getPublicKey(cacheKey(), keyId, IdTokenRules.ALGORITHM, this::load);
        if (key == null) {
            throw new VerificationException("signed with a key that the provider does not publish");
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
        return JWKSUtils.getKeyWrappersForUse(JWKSHttpUtils.sendJwksRequest(session, url), JWK.Use.SIG);
    }
}

package dev.daemun.upstreamsignals.token;

import java.util.concurrent.atomic.AtomicBoolean;
import org.keycloak.common.VerificationException;
import org.keycloak.connections.httpclient.HttpClientProvider;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.crypto.PublicKeysWrapper;
import org.keycloak.crypto.SignatureProvider;
import org.keycloak.crypto.SignatureVerifierContext;
import org.keycloak.executors.ExecutorsProvider;
import org.keycloak.keys.PublicKeyStorageProvider;
import org.keycloak.keys.PublicKeyStorageUtils;
import org.keycloak.models.KeycloakSession;

/**
 * A provider's keys in Keycloak's cache of keys, where ID tokens are verified with the same ones. The cache asks the provider again
 * for a key that it does not have, at most every ten seconds, so that strangers can't make Keycloak call it often.
 */
public record ProviderKeys(KeycloakSession session, SignalProvider provider) implements Keys {

    @Override
    public SignatureVerifierContext verifier(String keyId, String algorithm) throws RefusedToken {
        AtomicBoolean unreachable = new AtomicBoolean();
        KeyWrapper key = session.getProvider(PublicKeyStorageProvider.class)
                .getPublicKey(cacheKey(), keyId, algorithm, () -> load(unreachable));
        if (key == null) {
            throw unreachable.get()
                    ? new RefusedToken(RefusedToken.Code.UNAVAILABLE, "The provider's keys can't be read at present.")
                    : new RefusedToken(RefusedToken.Code.INVALID_KEY, "The provider publishes no such key.");
        }
        try {
            return session.getProvider(SignatureProvider.class, algorithm).verifier(key);
        } catch (VerificationException e) {
            throw new RefusedToken(RefusedToken.Code.INVALID_KEY, "The key does not fit the algorithm.");
        }
    }

    private String cacheKey() {
        return PublicKeyStorageUtils.getIdpModelCacheKey(
                session.getContext().getRealm().getId(), provider.internalId());
    }

    private PublicKeysWrapper load(AtomicBoolean unreachable) throws Exception {
        try {
            return new KeySetRequest(
                            session.getProvider(HttpClientProvider.class).getHttpClient(),
                            session.getProvider(ExecutorsProvider.class).getExecutor("upstream-signals"))
                    .get(provider.keySet());
        } catch (Exception e) {
            // Keycloak's cache logs the exception and goes on without keys.
            unreachable.set(true);
            throw e;
        }
    }
}

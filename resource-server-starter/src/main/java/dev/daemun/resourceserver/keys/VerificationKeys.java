package dev.daemun.resourceserver.keys;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The public keys that fit a token's header. Each is made from its JWK once, in the form that the provider works with:
 * doing so for each token costs a native provider most of what it gains.
 */
public final class VerificationKeys extends JWSVerificationKeySelector<SecurityContext> {
    private static final int MOST_KEYS = 100;

    private final @Nullable Provider provider;
    private final LoadingCache<JWK, PublicKey> publicKeys;

    /**
     * Keys for some algorithms.
     *
     * @param algorithms the only ones for which there are keys
     * @param keys the issuer's
     * @param provider which is to use them, or null for the JDK's
     */
    public VerificationKeys(Set<JWSAlgorithm> algorithms, SigningKeys keys, @Nullable Provider provider) {
        super(algorithms, keys);
        this.provider = provider;
        // Weak keys are compared by identity: no key is taken for another, and a new key set starts afresh.
        this.publicKeys =
                Caffeine.newBuilder().weakKeys().maximumSize(MOST_KEYS).build(this::publicKey);
    }

    @Override
    public List<Key> selectJWSKeys(JWSHeader header, SecurityContext context) throws KeySourceException {
        JWKMatcher matcher = isAllowed(header.getAlgorithm()) ? createJWKMatcher(header) : null;
        List<Key> fitting = new ArrayList<>(1);
        if (matcher != null) {
            for (JWK jwk : getJWKSource().get(new JWKSelector(matcher), context)) {
                if (jwk instanceof AsymmetricJWK) {
                    fitting.add(publicKeys.get(jwk));
                }
            }
        }
        return fitting;
    }

    private PublicKey publicKey(JWK jwk) throws JOSEException, GeneralSecurityException {
        PublicKey key = ((AsymmetricJWK) jwk).toPublicKey();
        return provider == null
                ? key
                : (PublicKey)
                        KeyFactory.getInstance(key.getAlgorithm(), provider).translateKey(key);
    }
}

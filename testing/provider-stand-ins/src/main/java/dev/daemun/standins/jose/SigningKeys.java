package dev.daemun.standins.jose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A provider's RS256 keys. Two are published, and the newer one signs. They are generated once for all stand-ins of a provider in
 * one process, since that takes longer than the rest of a start and than most tests. It begins with the stand-in and not with the
 * first sign-in: on a busy machine it takes longer than the five seconds for which Keycloak waits for an answer.
 */
public final class SigningKeys {
    /** By the length of their ids, which differs from provider to provider. */
    private static final Map<Integer, CompletableFuture<List<RSAKey>>> FIRST = new ConcurrentHashMap<>();

    private final int keyIdLength;
    private final CompletableFuture<List<RSAKey>> first;
    private List<RSAKey> keys = List.of();

    /** Two keys whose ids have this many hexadecimal digits. */
    public SigningKeys(int keyIdLength) {
        this.keyIdLength = keyIdLength;
        this.first = FIRST.computeIfAbsent(
                keyIdLength, length -> CompletableFuture.supplyAsync(() -> List.of(generate(), generate())));
    }

    /** Publishes a new key and signs with it; the oldest key is no longer published. */
    public synchronized void rotate() {
        keys = List.of(generate(), keys().get(0));
    }

    /** The public keys (RFC 7517). */
    public Map<String, Object> published() {
        return new JWKSet(List.copyOf(keys())).toJSONObject(true);
    }

    /** A signed token (RFC 7519) with this {@code typ} in its header. */
    public String sign(String type, JWTClaimsSet claims) {
        RSAKey key = keys().get(0);
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(new JOSEObjectType(type))
                .keyID(key.getKeyID())
                .build();
        SignedJWT token = new SignedJWT(header, claims);
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    private synchronized List<RSAKey> keys() {
        if (keys.isEmpty()) {
            keys = first.join();
        }
        return keys;
    }

    private RSAKey generate() {
        try {
            return new RSAKeyGenerator(2048)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyUse(KeyUse.SIGNATURE)
                    .keyID(RandomText.hexadecimal(keyIdLength))
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}

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
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A provider's RS256 keys. Two are published, and the newer one signs. */
public final class SigningKeys {
    private static final int BITS = 2048;
    private static final BigInteger EXPONENT = BigInteger.valueOf(65_537);

    private final int keyIdLength;
    private final CompletableFuture<RSAKey> first;
    private List<RSAKey> keys = List.of();

    SigningKeys(int keyIdLength, CompletableFuture<RSAKey> first) {
        this.keyIdLength = keyIdLength;
        this.first = first;
    }

    /** Publishes a new key and signs with it; the oldest key is no longer published. */
    public synchronized void rotate() {
        keys = List.of(generate(keyIdLength), keys().get(0));
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
            keys = List.of(first.join(), retired());
        }
        return keys;
    }

    /** The key that signed before the first one does. It never signs here, so it has no private half, which takes long to find. */
    private RSAKey retired() {
        BigInteger modulus =
                new BigInteger(BITS, new SecureRandom()).setBit(BITS - 1).setBit(0);
        return new RSAKey.Builder(Base64URL.encode(modulus), Base64URL.encode(EXPONENT))
                .algorithm(JWSAlgorithm.RS256)
                .keyUse(KeyUse.SIGNATURE)
                .keyID(RandomText.hexadecimal(keyIdLength))
                .build();
    }

    static RSAKey generate(int keyIdLength) {
        try {
            return new RSAKeyGenerator(BITS)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyUse(KeyUse.SIGNATURE)
                    .keyID(RandomText.hexadecimal(keyIdLength))
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}

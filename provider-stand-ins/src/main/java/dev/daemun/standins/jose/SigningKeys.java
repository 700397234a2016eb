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
import java.util.concurrent.atomic.AtomicReference;

/** A provider's RS256 keys: two are published, the newer one signs. */
public final class SigningKeys {
    private final int keyIdLength;
    private final AtomicReference<List<RSAKey>> keys = new AtomicReference<>();

    /** Two fresh keys whose ids have this many hexadecimal digits. */
    public SigningKeys(int keyIdLength) {
        this.keyIdLength = keyIdLength;
        keys.set(List.of(generate(), generate()));
    }

    /** Publishes a new key and signs with it; the oldest is published no longer. */
    public void rotate() {
        RSAKey fresh = generate();
        keys.updateAndGet(old -> List.of(fresh, old.get(0)));
    }

    /** The public keys (RFC 7517). */
    public Map<String, Object> published() {
        return new JWKSet(List.copyOf(keys.get())).toJSONObject(true);
    }

    /** A signed token (RFC 7519) with this {@code typ} in its header. */
    public String sign(String type, JWTClaimsSet claims) {
        RSAKey key = keys.get().get(0);
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

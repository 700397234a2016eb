package dev.daemun.upstreamsignals.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import org.keycloak.crypto.AsymmetricSignatureVerifierContext;
import org.keycloak.crypto.KeyType;
import org.keycloak.crypto.KeyUse;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.crypto.SignatureVerifierContext;

/** A provider with the one key {@code k1}. */
final class TestKey implements Keys {
    static final TestKey K1 = new TestKey();

    private final KeyPair pair = generate();

    String sign(String header, String claims) {
        try {
            String input = encode(header.getBytes(StandardCharsets.UTF_8)) + "."
                    + encode(claims.getBytes(StandardCharsets.UTF_8));
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(pair.getPrivate());
            signature.update(input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + encode(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public SignatureVerifierContext verifier(String keyId, String algorithm) throws RefusedToken {
        if (!keyId.equals("k1")) {
            throw new RefusedToken(RefusedToken.Code.INVALID_KEY, "no such key");
        }
        KeyWrapper key = new KeyWrapper();
        key.setKid("k1");
        key.setType(KeyType.RSA);
        key.setUse(KeyUse.SIG);
        key.setAlgorithm(algorithm);
        key.setPublicKey(pair.getPublic());
        return new AsymmetricSignatureVerifierContext(key);
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}

package dev.daemun.resourceserver.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TheNativeProviderAgreesWithTheJdkTest {
    private static final int ROUNDS = 40;

    private final Random random = new Random(20_261_123);

    @ParameterizedTest
    @ValueSource(strings = {"ES256", "ES384", "ES512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512"})
    void onGoodAndOnDamagedSignatures(String name) throws JOSEException, GeneralSecurityException {
        Provider provider = NativeSignatures.provider();
        assumeTrue(provider != null, "the native library is of another platform");
        JWSAlgorithm algorithm = JWSAlgorithm.parse(name);
        JWK key = key(algorithm);
        JWSSigner signer = new DefaultJWSSignerFactory().createJWSSigner(key, algorithm);
        JWSHeader header = new JWSHeader(algorithm);
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            JWSObject object = new JWSObject(header, new Payload("payload " + random.nextLong()));
            object.sign(signer);
            byte[] input = object.getSigningInput();
            byte[] good = object.getSignature().decode();
            assertThat(verified(null, key, header, input, good)).isTrue();
            assertThat(verified(provider, key, header, input, good)).isTrue();
            for (byte[] damaged : damaged(good)) {
                boolean byTheJdk = verified(null, key, header, input, damaged);
                assertThat(verified(provider, key, header, input, damaged))
                        .as("%s %s", name, Base64URL.encode(damaged))
                        .isEqualTo(byTheJdk);
                refused += byTheJdk ? 0 : 1;
            }
            byte[] otherInput =
                    (new String(input, StandardCharsets.US_ASCII) + "x").getBytes(StandardCharsets.US_ASCII);
            assertThat(verified(provider, key, header, otherInput, good)).isFalse();
        }
        assertThat(refused).isGreaterThan(ROUNDS * 5);
    }

    /** Flipped, cut, lengthened, zero, all ones, without r, without s, halves swapped. */
    private byte[][] damaged(byte[] good) {
        byte[] flipped = good.clone();
        flipped[random.nextInt(good.length)] ^= (byte) (1 << random.nextInt(8));
        byte[] ones = new byte[good.length];
        Arrays.fill(ones, (byte) -1);
        byte[] noR = good.clone();
        Arrays.fill(noR, 0, good.length / 2, (byte) 0);
        byte[] noS = good.clone();
        Arrays.fill(noS, good.length / 2, good.length, (byte) 0);
        byte[] swapped = new byte[good.length];
        System.arraycopy(good, 0, swapped, good.length / 2, good.length / 2);
        System.arraycopy(good, good.length / 2, swapped, 0, good.length / 2);
        return new byte[][] {
            flipped,
            Arrays.copyOf(good, good.length - 1),
            Arrays.copyOf(good, good.length + 1),
            new byte[good.length],
            new byte[0],
            ones,
            noR,
            noS,
            swapped
        };
    }

    private static boolean verified(Provider provider, JWK key, JWSHeader header, byte[] input, byte[] signature)
            throws JOSEException, GeneralSecurityException {
        DefaultJWSVerifierFactory factory = new DefaultJWSVerifierFactory();
        factory.getJCAContext().setProvider(provider);
        PublicKey publicKey = ((AsymmetricJWK) key).toPublicKey();
        if (provider != null) {
            publicKey = (PublicKey)
                    KeyFactory.getInstance(publicKey.getAlgorithm(), provider).translateKey(publicKey);
        }
        JWSVerifier verifier = factory.createJWSVerifier(header, publicKey);
        return verifier.verify(header, input, Base64URL.encode(signature));
    }

    private static JWK key(JWSAlgorithm algorithm) throws JOSEException {
        return JWSAlgorithm.Family.EC.contains(algorithm)
                ? new ECKeyGenerator(Curve.forJWSAlgorithm(algorithm).iterator().next()).generate()
                : new RSAKeyGenerator(2048).generate();
    }
}

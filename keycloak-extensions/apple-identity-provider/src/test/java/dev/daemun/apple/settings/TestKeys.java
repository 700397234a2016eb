package dev.daemun.apple.settings;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/** Keys as Apple gives them out, and others. */
final class TestKeys {
    /** A key of another curve with 256 bits, which Java itself does not know any more. */
    static final String SECP256K1 =
            "MIGEAgEAMBAGByqGSM49AgEGBSuBBAAKBG0wawIBAQQg+TwqDXFIt0qYnk/V+zaCRhQWO8iNGkQr0h3nOGx3z5uhRA"
                    + "NCAARESitVJoJKzEn3+R1cp7/4gV9mFgPjDye6wvbn9x1w7lq9GCmoZArCcLr8ykWN+t/ZaRvtgMKsMWhwDiSdJvBW";

    /** One of a third curve. */
    static final String BRAINPOOL =
            "MIGIAgEAMBQGByqGSM49AgEGCSskAwMCCAEBBwRtMGsCAQEEIGDBI/rAgnDBXk5aaTuqRAUJDpGjJ89MNX+Xib/pt2"
                    + "bioUQDQgAET0y+ssD8eFWav1wB/9+Q4IMA5mtAr2bkD40ycO8DflySOTGmRNYkXIXoCvRnrVTx6l9Gcv7/kmolvuaSAqfzwA==";

    private TestKeys() {}

    static KeyPair ec(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static KeyPair rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String pem(KeyPair pair) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(pair.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----";
    }
}

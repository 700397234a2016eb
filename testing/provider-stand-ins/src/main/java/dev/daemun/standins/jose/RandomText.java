package dev.daemun.standins.jose;

import com.nimbusds.jose.util.Base64URL;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Random values that nobody can guess, for codes, tokens and key ids. */
public final class RandomText {
    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomText() {}

    /** An opaque token of 256 bits. */
    public static String opaque() {
        return Base64URL.encode(bytes(32)).toString();
    }

    /** The same in plain Base64, with the characters {@code + / =} that a careless client spoils. */
    public static String base64() {
        return Base64.getEncoder().encodeToString(bytes(32));
    }

    static String hexadecimal(int digits) {
        return HexFormat.of().formatHex(bytes(digits / 2));
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}

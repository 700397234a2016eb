package dev.daemun.localplatform;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** Proof key for code exchange, RFC 7636, with the method S256. */
public record Pkce(String verifier) {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A verifier that nobody can guess. */
    public static Pkce random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return new Pkce(base64Url(bytes));
    }

    /** What goes with the authorization request. */
    public String challenge() {
        try {
            return base64Url(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}

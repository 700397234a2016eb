package dev.daemun.upstreamsignals.http;

import dev.daemun.upstreamsignals.token.SecurityEventToken;
import dev.daemun.upstreamsignals.token.Signal;
import dev.daemun.upstreamsignals.token.UpstreamEvent;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Naver's notice that somebody has disconnected the app or deleted the account (Naver Login, "연결 끊기 알림"). Whoever has the client secret can
 * have sent it. It has no id; what is signed is its id, because it contains a random vector.
 *
 * @param encryptUniqueId base64url of the initialisation vector and the person's id, encrypted by AES-128-CBC
 * @param timestamp when it was sent, in seconds since 1970
 * @param signature base64url of HMAC-SHA256 over the three other fields
 */
record DisconnectForm(String clientId, String encryptUniqueId, String timestamp, String signature) {
    /** How old it may be, and how far ahead Naver's clock. Naver sends it once, and at once. */
    private static final Duration WINDOW = Duration.ofMinutes(5);

    private static final int VECTOR = 16;
    private static final int LONGEST_ID = 64;

    /** So long are the vector, and an id of 64 characters with its padding, in base64url. */
    private static final int LONGEST_ENCRYPTED = 128;

    private static final int LONGEST_SIGNATURE = 64;

    /**
     * What it says.
     *
     * @param expectedClientId this app's
     * @param secret this app's client secret
     * @return nothing where it was not Naver that sent it, where it is for another app, or where it is too old
     */
    Optional<SecurityEventToken> read(String expectedClientId, String secret, Instant now) {
        byte[] key = md5(secret);
        if (!isComplete() || !isSigned(key) || !clientId.equals(expectedClientId)) {
            return Optional.empty();
        }
        Instant sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
        if (sent.isBefore(now.minus(WINDOW)) || sent.isAfter(now.plus(WINDOW))) {
            return Optional.empty();
        }
        return id(key).map(id -> new SecurityEventToken(
                signed(), sent, List.of(new UpstreamEvent(Signal.USER_UNLINKED, id, sent, null))));
    }

    private boolean isComplete() {
        return clientId != null
                && encryptUniqueId != null
                && encryptUniqueId.length() <= LONGEST_ENCRYPTED
                && timestamp != null
                && timestamp.matches("[0-9]{1,11}")
                && signature != null
                && signature.length() <= LONGEST_SIGNATURE;
    }

    private String signed() {
        return "clientId=" + clientId + "&encryptUniqueId=" + encryptUniqueId + "&timestamp=" + timestamp;
    }

    private boolean isSigned(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return decoded(signature)
                    .filter(given ->
                            MessageDigest.isEqual(mac.doFinal(signed().getBytes(StandardCharsets.UTF_8)), given))
                    .isPresent();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Optional<String> id(byte[] key) {
        byte[] encrypted = decoded(encryptUniqueId).orElse(new byte[0]);
        if (encrypted.length <= VECTOR) {
            return Optional.empty();
        }
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(encrypted, 0, VECTOR));
            byte[] plain = cipher.doFinal(Arrays.copyOfRange(encrypted, VECTOR, encrypted.length));
            return Optional.of(new String(plain, StandardCharsets.UTF_8))
                    .filter(id -> id.matches("[\\x21-\\x7e]{1," + LONGEST_ID + "}"));
        } catch (GeneralSecurityException e) {
            // It was signed, and yet is not what Naver documents.
            return Optional.empty();
        }
    }

    /** Base64url with or without padding. */
    private static Optional<byte[]> decoded(String text) {
        try {
            return Optional.of(Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The key of both, by Naver's documentation. */
    private static byte[] md5(String secret) {
        try {
            return MessageDigest.getInstance("MD5").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

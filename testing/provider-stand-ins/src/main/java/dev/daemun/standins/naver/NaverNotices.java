package dev.daemun.standins.naver;

import dev.daemun.standins.web.Delivery;
import dev.daemun.standins.web.Parameters;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The notices that Naver sends to an app when somebody has disconnected it (Naver Login, "연결 끊기 알림"). */
public final class NaverNotices {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Naver naver;

    NaverNotices(Naver naver) {
        this.naver = naver;
    }

    /** Disconnects the person, and tells the receiver once. */
    public HttpResponse<String> disconnect(NaverApp app, String userId, URI receiver)
            throws IOException, InterruptedException {
        naver.unlink(app, userId);
        return Delivery.form(receiver, notice(app, userId, naver.now()));
    }

    /** A notice as {@link #disconnect} sends it, for tests that change it or send it twice. */
    public Parameters notice(NaverApp app, String userId, Instant time) {
        try {
            byte[] key =
                    MessageDigest.getInstance("MD5").digest(app.clientSecret().getBytes(StandardCharsets.UTF_8));
            Map<String, String> notice = new LinkedHashMap<>();
            notice.put("clientId", app.clientId());
            notice.put("encryptUniqueId", encrypted(key, userId));
            notice.put("timestamp", Long.toString(time.getEpochSecond()));
            notice.put("signature", signature(key, notice));
            return new Parameters(notice);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encrypted(byte[] key, String userId) throws GeneralSecurityException {
        byte[] vector = new byte[16];
        RANDOM.nextBytes(vector);
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(vector));
        byte[] encrypted = cipher.doFinal(userId.getBytes(StandardCharsets.UTF_8));
        byte[] both = new byte[vector.length + encrypted.length];
        System.arraycopy(vector, 0, both, 0, vector.length);
        System.arraycopy(encrypted, 0, both, vector.length, encrypted.length);
        return Base64.getUrlEncoder().encodeToString(both);
    }

    private static String signature(byte[] key, Map<String, String> notice) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        String signed = "clientId=%s&encryptUniqueId=%s&timestamp=%s"
                .formatted(notice.get("clientId"), notice.get("encryptUniqueId"), notice.get("timestamp"));
        return Base64.getUrlEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }
}

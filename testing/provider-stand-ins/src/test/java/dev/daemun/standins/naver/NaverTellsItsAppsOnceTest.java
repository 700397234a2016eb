package dev.daemun.standins.naver;

import static dev.daemun.standins.RelyingParty.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.standins.ProviderStandIns;
import dev.daemun.standins.Receiver;
import dev.daemun.standins.RelyingParty;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NaverTellsItsAppsOnceTest {
    private static final String USER = "32742776";
    private static final NaverApp APP = new NaverApp("client", "secret", false, Set.of("https://service.example/"));

    @ParameterizedTest
    @ValueSource(strings = {"disconnect", "account-deleted"})
    void aClickIsASignedAndEncryptedNotice(String button) throws Exception {
        try (ProviderStandIns standIns = ProviderStandIns.start(0, 0);
                Receiver receiver = new Receiver(204)) {
            standIns.naver().register(APP);
            standIns.naver().reportTo(APP, receiver.uri());
            connect(standIns);
            var page = new RelyingParty(standIns).post("nid.naver.com", Map.of("user", USER, "event", button));
            assertThat(Jsoup.parse(page.body()).select("[role=status]").text()).contains("204");
            assertThat(standIns.naver().isLinked(APP, USER)).isFalse();

            assertThat(receiver.only().contentType()).isEqualTo("application/x-www-form-urlencoded");
            Map<String, String> form = new LinkedHashMap<>();
            for (String field : receiver.only().body().split("&", -1)) {
                String[] parts = field.split("=", 2);
                form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
            assertThat(form).containsOnlyKeys("clientId", "encryptUniqueId", "timestamp", "signature");
            byte[] key = MessageDigest.getInstance("MD5").digest("secret".getBytes(StandardCharsets.UTF_8));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            String signed = "clientId=client&encryptUniqueId=" + form.get("encryptUniqueId") + "&timestamp="
                    + form.get("timestamp");
            assertThat(Base64.getUrlDecoder().decode(form.get("signature")))
                    .isEqualTo(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
            byte[] both = Base64.getUrlDecoder().decode(form.get("encryptUniqueId"));
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(both, 0, 16));
            assertThat(new String(cipher.doFinal(Arrays.copyOfRange(both, 16, both.length)), StandardCharsets.UTF_8))
                    .isEqualTo(USER);
        }
    }

    @Test
    void anotherProcessMayLoseANotice() throws Exception {
        try (ProviderStandIns standIns = ProviderStandIns.start(0, 0);
                Receiver receiver = new Receiver(204)) {
            standIns.naver().register(APP);
            standIns.naver().reportTo(APP, receiver.uri());
            connect(standIns);
            var answer = new RelyingParty(standIns)
                    .post(
                            "control/reports",
                            Map.of("provider", "naver", "user", USER, "event", "disconnect-unnoticed"));
            assertThat(json(answer).path("status").asInt())
                    .as("nobody was told")
                    .isZero();
            assertThat(standIns.naver().isLinked(APP, USER)).isFalse();
        }
    }

    private static void connect(ProviderStandIns standIns) {
        standIns.naver().signIn(USER);
        new RelyingParty(standIns)
                .get(
                        "nid.naver.com/oauth2.0/authorize",
                        Map.of(
                                "client_id",
                                "client",
                                "redirect_uri",
                                "https://service.example/",
                                "response_type",
                                "code",
                                "state",
                                "s"));
        assertThat(standIns.naver().isLinked(APP, USER)).isTrue();
    }
}

package dev.daemun.upstreamsignals.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.upstreamsignals.token.SecurityEventToken;
import dev.daemun.upstreamsignals.token.Signal;
import dev.daemun.upstreamsignals.token.UpstreamEvent;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnlyNaversOwnNoticeIsBelievedTest {
    private static final String SECRET = "client-secret";
    private static final Instant SENT = Instant.parse("2026-01-01T00:00:00Z");
    private static final String ID = "NaoQXLxtFuzAWrMfTm3wlrqmg2L2xaMPsEJnb6vbBeg";

    /** Made by openssl, with the initialisation vector 00 01 02 ... */
    private static final String ENCRYPTED =
            "AAECAwQFBgcICQoLDA0OD8VIvq5y1GRyUw_ElTt3v0KrVi_KDd-fUPWrLQuqVA8V3YuTtpeC3jep1OwWUUPjxw==";

    private static final String SIGNATURE = "h_SM5p-fNxg2BXRQ6wMBYZ_ZQrnDTJfMqdILCM-jpgQ=";

    @Test
    void oneMadeByAnotherProgramIs() {
        Optional<SecurityEventToken> notice =
                read(new DisconnectForm("a-client", ENCRYPTED, "1767225600", SIGNATURE), SENT);
        assertThat(notice.orElseThrow().events())
                .containsExactly(new UpstreamEvent(Signal.USER_UNLINKED, ID, SENT, null));
        assertThat(notice.get().issuedAt()).isEqualTo(SENT);
    }

    @Test
    void withOrWithoutPadding() {
        assertThat(read(new DisconnectForm("a-client", ENCRYPTED, "1767225600", SIGNATURE.replace("=", "")), SENT))
                .isPresent();
    }

    @Test
    void fiveMinutesOfDifferenceAndNoMore() {
        DisconnectForm form = new DisconnectForm("a-client", ENCRYPTED, "1767225600", SIGNATURE);
        assertThat(read(form, SENT.plusSeconds(300))).isPresent();
        assertThat(read(form, SENT.plusSeconds(301))).isEmpty();
        assertThat(read(form, SENT.minusSeconds(300))).isPresent();
        assertThat(read(form, SENT.minusSeconds(301))).isEmpty();
    }

    @Test
    void nothingMayBeChanged() throws GeneralSecurityException {
        assertThat(read(new DisconnectForm("a-client", ENCRYPTED, "1767225601", SIGNATURE), SENT))
                .isEmpty();
        assertThat(read(new DisconnectForm("another", ENCRYPTED, "1767225600", SIGNATURE), SENT))
                .isEmpty();
        assertThat(read(
                        new DisconnectForm(
                                "a-client",
                                "A" + ENCRYPTED.substring(1, ENCRYPTED.length()),
                                "1767225600",
                                "A" + SIGNATURE.substring(1)),
                        SENT))
                .isEmpty();
        assertThat(signed("another", ID, SECRET)).as("signed for another app").isEmpty();
        assertThat(signed("a-client", ID, "another-secret"))
                .as("signed by another app")
                .isEmpty();
        assertThat(signed("a-client", ID, SECRET)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "an id", "가나다", "line\nbreak"})
    void whatIsSignedButNoIdIsNot(String id) throws GeneralSecurityException {
        assertThat(signed("a-client", id, SECRET)).isEmpty();
    }

    @Test
    void anIdMayBeSixtyFourCharactersLong() throws GeneralSecurityException {
        assertThat(signed("a-client", "a".repeat(64), SECRET)).isPresent();
        assertThat(signed("a-client", "a".repeat(65), SECRET)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "none, none, none, none",
                "a-client, none, none, none",
                "a-client, '', '', ''",
                "a-client, %%%, 1767225600, %",
                "a-client, '++++', 1767225600, '++++'",
                "a-client, AAAA, -1, AAAA",
                "a-client, AAAA, 99999999999999999999, AAAA",
                "a-client, AAAA, 99999999999, AAAA",
                "a-client, AAAA, 1767225600, ''",
                "none, AAAA, 1767225600, AAAA",
                "a-client, none, 1767225600, AAAA",
                "a-client, AAAA, none, AAAA",
                "a-client, AAAA, 1767225600, none"
            })
    void nonsenseIsNot(String clientId, String encryptUniqueId, String timestamp, String signature) {
        assertThat(read(new DisconnectForm(clientId, encryptUniqueId, timestamp, signature), SENT))
                .isEmpty();
    }

    @Test
    void noFieldMayBeLong() {
        assertThat(read(new DisconnectForm("a-client", "A".repeat(100_000), "1767225600", SIGNATURE), SENT))
                .isEmpty();
        assertThat(read(new DisconnectForm("a-client", ENCRYPTED, "1767225600", SIGNATURE + "A".repeat(100_000)), SENT))
                .isEmpty();
    }

    @Test
    void theSameNoticeHasTheSameId() throws GeneralSecurityException {
        DisconnectForm form = new DisconnectForm("a-client", ENCRYPTED, "1767225600", SIGNATURE);
        String id = read(form, SENT).orElseThrow().id();
        assertThat(read(new DisconnectForm("a-client", ENCRYPTED, "1767225600", SIGNATURE.replace("=", "")), SENT)
                        .orElseThrow()
                        .id())
                .isEqualTo(id);
        assertThat(signed("a-client", ID, SECRET).orElseThrow().id())
                .as("about the same person with another vector")
                .isNotEqualTo(id);
    }

    private static Optional<SecurityEventToken> read(DisconnectForm form, Instant now) {
        return form.read("a-client", SECRET, now);
    }

    private static Optional<SecurityEventToken> signed(String client, String id, String secret)
            throws GeneralSecurityException {
        byte[] key = MessageDigest.getInstance("MD5").digest(secret.getBytes(StandardCharsets.UTF_8));
        byte[] vector = new byte[16];
        vector[0] = 7;
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(vector));
        byte[] encrypted = cipher.doFinal(id.getBytes(StandardCharsets.UTF_8));
        byte[] both = new byte[16 + encrypted.length];
        System.arraycopy(vector, 0, both, 0, 16);
        System.arraycopy(encrypted, 0, both, 16, encrypted.length);
        String text = Base64.getUrlEncoder().encodeToString(both);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        String signature = Base64.getUrlEncoder()
                .encodeToString(
                        mac.doFinal(("clientId=" + client + "&encryptUniqueId=" + text + "&timestamp=1767225600")
                                .getBytes(StandardCharsets.UTF_8)));
        return read(new DisconnectForm(client, text, "1767225600", signature), SENT);
    }
}

package dev.daemun.upstreamsignals.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.daemun.upstreamsignals.token.SignalProvider.Notation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import org.keycloak.crypto.SignatureVerifierContext;

/**
 * Whatever a provider signs, and whatever a stranger sends to the same address. The first line of an input is the header, the
 * rest the claims.
 */
class AnySecurityEventTokenIsReadOrRefusedTest {
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final SignalProvider KAKAO = new SignalProvider(
            "id",
            "https://kauth.kakao.com",
            Set.of("rest-key"),
            "https://kauth.kakao.com/keys",
            Set.of("RS256"),
            Notation.SECURITY_EVENTS);
    private static final SignalProvider APPLE = new SignalProvider(
            "id",
            "https://appleid.apple.com",
            Set.of("kr.example.web"),
            "https://appleid.apple.com/auth/keys",
            Set.of("RS256"),
            Notation.APPLE);

    @FuzzTest
    void token(byte[] headerAndClaims) {
        read(headerAndClaims, KAKAO);
    }

    @FuzzTest
    void notification(byte[] headerAndClaims) {
        read(headerAndClaims, APPLE);
    }

    private static void read(byte[] headerAndClaims, SignalProvider provider) {
        String text = new String(headerAndClaims, StandardCharsets.ISO_8859_1);
        int line = text.indexOf('\n');
        String header = line < 0 ? text : text.substring(0, line);
        String claims = line < 0 ? "" : text.substring(line + 1);
        read(text, provider);
        read(encoded(header) + "." + encoded(claims) + "." + encoded("signature"), provider);
    }

    private static void read(String compact, SignalProvider provider) {
        SecurityEventToken token;
        try {
            token = SecurityEventToken.verified(compact, provider, (keyId, algorithm) -> new Signed(), NOW);
        } catch (RefusedToken refusal) {
            assertThat(refusal.code()).isNotEqualTo(RefusedToken.Code.UNAVAILABLE);
            assertThat(refusal.getMessage()).isNotBlank();
            return;
        }
        assertThat(token.id()).isNotBlank();
        assertThat(token.issuedAt()).isBeforeOrEqualTo(NOW.plusSeconds(60));
        assertThat(token.events()).isNotEmpty().hasSizeLessThanOrEqualTo(32).allSatisfy(event -> {
            assertThat(event.time()).isBeforeOrEqualTo(token.issuedAt());
            // What is written into the database, and counted from.
            assertThat(event.time().toEpochMilli()).isNotNegative();
            if (event.subject() != null) {
                assertThat(event.subject())
                        .isNotBlank()
                        .hasSizeLessThanOrEqualTo(255)
                        .doesNotContainPattern("[\\p{Cntrl}\\p{Cs}]");
            }
        });
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** A key with which every signature is good, since what matters here is what the token says. */
    private static final class Signed implements SignatureVerifierContext {
        @Override
        public String getKid() {
            return "k1";
        }

        @Override
        public String getAlgorithm() {
            return "RS256";
        }

        @Override
        public boolean verify(byte[] data, byte[] signature) {
            return true;
        }
    }
}

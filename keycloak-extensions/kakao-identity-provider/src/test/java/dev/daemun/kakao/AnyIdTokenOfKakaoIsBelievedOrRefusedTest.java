package dev.daemun.kakao;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.daemun.brokering.IdTokenRules;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.keycloak.common.VerificationException;
import org.keycloak.crypto.SignatureVerifierContext;

/** Whatever Kakao signs, and whatever somebody puts in its place. The first line of an input is the header, the rest the claims. */
class AnyIdTokenOfKakaoIsBelievedOrRefusedTest {
    private static final KakaoIdTokenRules RULES = new KakaoIdTokenRules("rest-key", "a nonce", "1001");

    @FuzzTest
    void token(byte[] headerAndClaims) {
        String text = new String(headerAndClaims, StandardCharsets.ISO_8859_1);
        int line = text.indexOf('\n');
        String header = line < 0 ? text : text.substring(0, line);
        String claims = line < 0 ? "" : text.substring(line + 1);
        for (String token : new String[] {text, encoded(header) + "." + encoded(claims) + "." + encoded("signature")}) {
            try {
                RULES.check(token, keyId -> new Signed());
            } catch (VerificationException refusal) {
                assertThat(refusal.getMessage()).isNotBlank();
                continue;
            }
            assertThat(claims).contains("rest-key", "1001");
        }
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
            return IdTokenRules.ALGORITHM;
        }

        @Override
        public boolean verify(byte[] data, byte[] signature) {
            return true;
        }
    }
}

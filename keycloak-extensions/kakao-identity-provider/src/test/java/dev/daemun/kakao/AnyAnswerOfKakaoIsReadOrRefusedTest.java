package dev.daemun.kakao;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.daemun.brokering.PhoneNumber;
import dev.daemun.brokering.StoredToken;
import dev.daemun.brokering.TokenAnswer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Nothing else may come of it, such as an error page, or text that no database stores. */
class AnyAnswerOfKakaoIsReadOrRefusedTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_IN_DATABASE = 255;
    private static final long NOW = 1_764_150_000;

    @FuzzTest
    void answer(byte[] answer) throws CharacterCodingException {
        String body = new String(answer, StandardCharsets.UTF_8);
        assertThat(KakaoRefusal.of("a call", 400, body).getMessage())
                .matches("Kakao refused a call: (KOE[0-9]{1,4}|code -?[0-9]{1,10}|no code), status 400");
        token(body);
        try {
            person(JSON.readTree(body));
        } catch (JsonProcessingException e) {
            // Keycloak's client says so, too, and the sign-in ends.
        }
    }

    private static void token(String body) {
        TokenAnswer answer;
        try {
            answer = KakaoApi.tokenAnswer(200, body);
        } catch (KakaoRefusal refusal) {
            assertThat(refusal).hasMessage("Kakao's token answer has no access token");
            return;
        }
        assertThat(answer.idToken()).isNotNull();
        StoredToken refreshed = StoredToken.parse(body).orElseThrow().refreshed(answer, NOW);
        assertThat(refreshed.expiresBefore(NOW)).as("a token that is new").isFalse();
        assertThat(StoredToken.parse(refreshed.text())).isPresent();
    }

    private static void person(JsonNode me) throws CharacterCodingException {
        Birthdate.in(me.path("kakao_account"))
                .ifPresent(date -> assertThat(date.getYear()).isPositive());
        PhoneNumber.e164(me.path("kakao_account").path("phone_number").asText())
                .ifPresent(number -> assertThat(number).matches("\\+[1-9][0-9]{3,14}"));
        KakaoAccount account;
        try {
            account = KakaoAccount.of(me);
        } catch (IllegalArgumentException e) {
            return;
        }
        assertThat(account.id()).matches("[1-9][0-9]{0,18}");
        storable(account.nickname());
        storable(account.verifiedEmail());
    }

    private static void storable(String text) throws CharacterCodingException {
        if (text != null) {
            assertThat(text)
                    .isNotBlank()
                    .hasSizeLessThanOrEqualTo(LONGEST_IN_DATABASE)
                    .doesNotContain("\0");
            StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        }
    }
}

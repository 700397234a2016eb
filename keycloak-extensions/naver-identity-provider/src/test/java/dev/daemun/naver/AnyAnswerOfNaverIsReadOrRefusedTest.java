package dev.daemun.naver;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.daemun.brokering.PhoneNumber;
import dev.daemun.brokering.StoredToken;
import dev.daemun.brokering.TokenAnswer;
import dev.daemun.naver.tokens.NaverAnswer;
import dev.daemun.naver.tokens.NaverRefusal;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Nothing else may come of it, such as an error page, or text that no database stores. */
class AnyAnswerOfNaverIsReadOrRefusedTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_IN_DATABASE = 255;
    private static final long NOW = 1_764_150_000;

    @FuzzTest
    void answer(byte[] answer) throws CharacterCodingException {
        String body = new String(answer, StandardCharsets.UTF_8);
        token(body);
        try {
            person(JSON.readTree(body));
        } catch (JsonProcessingException e) {
            // Keycloak's client says so, too, and the sign-in ends.
        }
    }

    private static void token(String body) {
        NaverAnswer answer = new NaverAnswer(200, body);
        assertThat(answer.error()).matches("[a-z_]{0,40}");
        TokenAnswer tokens;
        try {
            tokens = answer.tokens();
        } catch (NaverRefusal refusal) {
            assertThat(refusal.getMessage())
                    .matches("Naver's token answer has no access token|"
                            + "Naver refused the token request: ([a-z_]{1,40}|no error is named), status 200");
            return;
        }
        assertThat(tokens.idToken()).isNotNull();
        StoredToken refreshed = StoredToken.parse(body).orElseThrow().refreshed(tokens, NOW);
        assertThat(refreshed.expiresBefore(NOW)).as("a token that is new").isFalse();
        assertThat(StoredToken.parse(refreshed.text())).isPresent();
    }

    private static void person(JsonNode me) throws CharacterCodingException {
        NaverAccount account;
        try {
            account = NaverApi.account(me);
        } catch (NaverRefusal refusal) {
            assertThat(refusal.getMessage()).matches("Naver's /v1/nid/me names nobody(: resultcode [0-9]{2,4})?");
            return;
        }
        assertThat(account.id()).matches("[\\x21-\\x7e]{1,64}");
        assertThat(account.username()).matches("naver_[A-Za-z0-9_.+-]{1,64}");
        storable(account.name());
        storable(account.email());
        new NaverBirthdateMapper()
                .value(account.profile())
                .ifPresent(date -> assertThat(date).matches("[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}"));
        PhoneNumber.e164(new NaverPhoneNumberMapper().number(account.profile()))
                .ifPresent(number -> assertThat(number).matches("\\+[1-9][0-9]{3,14}"));
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

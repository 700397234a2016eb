package dev.daemun.naver.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daemun.brokering.StoredToken;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages end in the server's log, so that nothing but the name of the error may be in them. */
class AnErrorIsAnErrorWithAnyStatusTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "200 | {'error':'invalid_request','error_description':'no valid data in session SECRET'}"
                        + " | Naver refused the token request: invalid_request, status 200",
                "200 | {'access_token':'SECRET','error':'invalid_request'}"
                        + " | Naver refused the token request: invalid_request, status 200",
                "200 | {'access_token':'SECRET','error':'SECRET'} | Naver refused the token request: no error is named, status 200",
                "401 | {'error':'invalid_client'} | Naver refused the token request: invalid_client, status 401",
                "401 | {'access_token':'SECRET'} | Naver refused the token request: no error is named, status 401",
                "503 | <html>SECRET</html> | Naver refused the token request: no error is named, status 503",
                "200 | {'id_token':'SECRET'} | Naver's token answer has no access token",
                "200 | {'access_token':''} | Naver's token answer has no access token",
                "200 | `` | Naver's token answer has no access token",
                "200 | SECRET | Naver's token answer has no access token"
            })
    void andTellsNothingElse(int status, String body, String message) {
        NaverAnswer answer = answer(status, body);
        assertThatThrownBy(answer::tokens)
                .isInstanceOf(NaverRefusal.class)
                .hasMessage(message)
                .hasNoCause();
        assertThat(answer.tokensIfAny()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'\"3600\"', 3600", "3600, 3600", "'\"soon\"', ", "'\"-1\"', ", "null, ", "'\"99999999999999999999\"', "
    })
    void aLifetimeIsANumberOrLeftOut(String written, Long seconds) {
        ObjectNode tokens = answer(200, "{'access_token':'a+/=','expires_in':" + written + "}")
                .tokens()
                .json();
        assertThat(tokens.path("access_token").asText()).isEqualTo("a+/=");
        assertThat(tokens.has("expires_in")).isEqualTo(seconds != null);
        assertThat(tokens.path("expires_in").asLong()).isEqualTo(seconds == null ? 0 : seconds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",'refresh_token':null", ",'refresh_token':''", ",'refresh_token':' '"})
    void aRefreshKeepsWhatNaverLeavesOut(String refreshToken) {
        StoredToken stored = StoredToken.parse(
                        "{\"access_token\":\"old\",\"refresh_token\":\"kept\",\"token_type\":\"bearer\",\"expires_in\":3600,"
                                + "\"id_token\":\"first\",\"accessTokenExpiration\":1000}")
                .orElseThrow();
        StoredToken refreshed = stored.refreshed(
                answer(200, "{'access_token':'new','token_type':'bearer','expires_in':'3600'" + refreshToken + "}")
                        .tokens(),
                2000);
        assertThat(refreshed.accessToken()).contains("new");
        assertThat(refreshed.refreshToken()).contains("kept");
        assertThat(refreshed.json().path("id_token").asText()).isEqualTo("first");
        assertThat(refreshed.expiresBefore(5600)).isFalse();
        assertThat(refreshed.expiresBefore(5601)).isTrue();
    }

    static NaverAnswer answer(int status, String body) {
        return new NaverAnswer(status, body.replace('\'', '"'));
    }
}

package dev.daemun.kakao;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages end in the server's log, and Kakao repeats the code it was sent. */
class NothingOfKakaosAnswerIsRepeatedTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "400 | {'error':'invalid_grant','error_description':'authorization code not found for code=SECRET','error_code':'KOE320'}"
                        + " | Kakao refused the token request: KOE320, status 400",
                "401 | {'error':'invalid_client','error_code':'KOE010 SECRET'} | Kakao refused the token request: no code, status 401",
                "401 | {'msg':'SECRET','code':-401} | Kakao refused the token request: code -401, status 401",
                "502 | <html>SECRET</html> | Kakao refused the token request: no code, status 502",
                "500 | `` | Kakao refused the token request: no code, status 500",
                "200 | {'id_token':'SECRET'} | Kakao's token answer has no access token",
                "200 | {'access_token':7,'id_token':'SECRET'} | Kakao's token answer has no access token",
                "200 | {'access_token':' ','id_token':'SECRET'} | Kakao's token answer has no access token",
                "200 | ['SECRET'] | Kakao's token answer has no access token",
                "200 | {SECRET | Kakao's token answer has no access token"
            })
    void butItsNumber(int status, String body, String message) {
        assertThatThrownBy(() -> KakaoApi.tokenAnswer(status, body.replace('\'', '"')))
                .isInstanceOf(KakaoRefusal.class)
                .hasMessage(message)
                .hasNoCause();
    }
}

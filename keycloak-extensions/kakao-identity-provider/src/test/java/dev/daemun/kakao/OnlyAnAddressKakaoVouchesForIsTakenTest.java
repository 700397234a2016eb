package dev.daemun.kakao;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnlyAnAddressKakaoVouchesForIsTakenTest {

    private static KakaoAccount account(String kakaoAccount) throws IOException {
        return KakaoAccount.of(new ObjectMapper().readTree("{\"id\":1,\"kakao_account\":" + kakaoAccount + "}"));
    }

    @Test
    void takesAValidAndVerifiedAddress() throws IOException {
        assertThat(account("{\"email_needs_agreement\":false,\"is_email_valid\":true,\"is_email_verified\":true,"
                                + "\"email\":\"a@example.com\"}")
                        .verifiedEmail())
                .isEqualTo("a@example.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"is_email_valid\":false,\"is_email_verified\":true,\"email\":\"a@example.com\"}",
                "{\"is_email_valid\":true,\"is_email_verified\":false,\"email\":\"a@example.com\"}",
                "{\"is_email_verified\":true,\"email\":\"a@example.com\"}",
                "{\"is_email_valid\":true,\"email\":\"a@example.com\"}",
                "{\"is_email_valid\":\"true\",\"is_email_verified\":\"true\",\"email\":\"a@example.com\"}",
                "{\"is_email_valid\":true,\"is_email_verified\":true,\"email\":null}",
                "{\"is_email_valid\":true,\"is_email_verified\":true,\"email\":\" \"}",
                "{\"is_email_valid\":true,\"is_email_verified\":true}",
                "{\"email_needs_agreement\":true}",
                "{}",
                "null"
            })
    void takesNoOther(String kakaoAccount) throws IOException {
        KakaoAccount account = account(kakaoAccount);

        assertThat(account.verifiedEmail()).isNull();
        assertThat(account.username()).isEqualTo("kakao_1");
    }
}

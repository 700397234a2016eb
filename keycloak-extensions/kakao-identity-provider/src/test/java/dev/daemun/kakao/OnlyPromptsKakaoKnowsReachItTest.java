package dev.daemun.kakao;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnlyPromptsKakaoKnowsReachItTest {

    @ParameterizedTest
    @CsvSource({
        "login, login",
        "none, none",
        "login consent, login",
        "'consent,select_account,create', 'select_account,create'",
        "login login, login",
        "'none,login', login",
        "none none, none"
    })
    void keepsTheKnown(String asked, String passed) {
        assertThat(KakaoIdentityProvider.PROMPT.limit(asked)).isEqualTo(passed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "consent", "LOGIN", "login&scope=x"})
    void passesNothingElse(String asked) {
        assertThat(KakaoIdentityProvider.PROMPT.limit(asked)).isNull();
    }

    @Test
    void nothingAskedIsNothingPassed() {
        assertThat(KakaoIdentityProvider.PROMPT.limit(null)).isNull();
        assertThat(KakaoIdentityProvider.PROMPT.isNone(null)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"none, true", "none none, true", "login none, false", "login, false", "'', false"})
    void onlyNoneAloneForbidsPages(String asked, boolean none) {
        assertThat(KakaoIdentityProvider.PROMPT.isNone(asked)).isEqualTo(none);
    }
}

package dev.daemun.kakao;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoNicknameStopsASignInTest {

    @ParameterizedTest
    @CsvSource({"다나, 다나", "민수~!, 민수", "(주)대문, 주대문", "<b>bold</b>, bboldb", "지우 ♡, 지우 ♡", "'tab\tbed', tabbed"})
    void itKeepsWhatKeycloakAllows(String nickname, String name) {
        assertThat(account(nickname).nickname()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "~!!", "(*^^*)"})
    void andMayLeaveNothing(String nickname) {
        assertThat(account(nickname).nickname()).isNull();
    }

    @Test
    void andFits() {
        assertThat(account("가".repeat(1000)).nickname()).hasSize(255);
    }

    private static KakaoAccount account(String nickname) {
        ObjectNode me = JsonNodeFactory.instance.objectNode().put("id", 1);
        me.putObject("kakao_account").putObject("profile").put("nickname", nickname);
        return KakaoAccount.of(me);
    }
}

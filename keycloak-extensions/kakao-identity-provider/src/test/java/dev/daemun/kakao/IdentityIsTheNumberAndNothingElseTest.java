package dev.daemun.kakao;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.daemun.kakao.settings.KakaoIdentityProviderConfig;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.broker.provider.IdentityBrokerException;

class IdentityIsTheNumberAndNothingElseTest {

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }

    private static KakaoIdentityProviderConfig enabled() {
        KakaoIdentityProviderConfig config = new KakaoIdentityProviderConfig();
        config.setEnabled(true);
        return config;
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "123456789", "9007199254740993", "1376016924429759228", "9223372036854775807"})
    void everyDigitIsKept(String id) throws IOException {
        KakaoAccount account = KakaoAccount.of(json("{\"id\":" + id + "}"));

        assertThat(account.id()).isEqualTo(id);
        assertThat(account.username()).isEqualTo("kakao_" + id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"id\":null}",
                "{\"id\":\"null\"}",
                "{\"id\":0}",
                "{\"id\":-1}",
                "{\"id\":1.0}",
                "{\"id\":1e18}",
                "{\"id\":9223372036854775808}",
                "[]",
                "{\"msg\":\"this access token does not exist\",\"code\":-401}"
            })
    void withoutANumberNobodySignsIn(String me) throws IOException {
        JsonNode answer = json(me);

        assertThatIllegalArgumentException().isThrownBy(() -> KakaoAccount.of(answer));
        assertThatThrownBy(() -> KakaoIdentity.of(answer, enabled())).isInstanceOf(IdentityBrokerException.class);
    }

    @Test
    void anAddressIsNeverTheNameOfTheAccount() throws IOException {
        BrokeredIdentityContext context = KakaoIdentity.of(
                json("{\"id\":7,\"kakao_account\":{\"profile_needs_agreement\":false,"
                        + "\"profile\":{\"nickname\":\"어피치\"},\"is_email_valid\":true,\"is_email_verified\":true,"
                        + "\"email\":\"a@example.com\"}}"),
                enabled());

        assertThat(context.getId()).isEqualTo("7");
        assertThat(context.getUsername()).isEqualTo("kakao_7");
        assertThat(context.getFirstName()).isEqualTo("어피치");
        assertThat(context.getEmail()).isEqualTo("a@example.com");
    }

    @Test
    void aDeclinedNicknameIsNoError() throws IOException {
        assertThat(KakaoAccount.of(json("{\"id\":7,\"kakao_account\":{\"profile_nickname_needs_agreement\":true}}"))
                        .nickname())
                .isNull();
    }
}

package dev.daemun.naver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daemun.naver.settings.NaverIdentityProviderConfig;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.broker.social.SocialIdentityProviderFactory;
import org.keycloak.common.enums.SslRequired;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderConfigProperty;

class NaversOwnRulesCannotBeSwitchedOffTest {
    private static final RealmModel REALM = (RealmModel) Proxy.newProxyInstance(
            RealmModel.class.getClassLoader(), new Class<?>[] {RealmModel.class}, (proxy, method, arguments) -> {
                if (method.getName().equals("getSslRequired")) {
                    return SslRequired.EXTERNAL;
                }
                throw new AssertionError("Not expected to be asked for " + method.getName());
            });

    private final NaverIdentityProviderConfig config = new NaverIdentityProviderConfig();

    @Test
    void secretStaysInTheBody() {
        config.setClientAuthMethod("client_secret_basic");
        assertThat(config.getClientAuthMethod()).isEqualTo("client_secret_post");
        assertThat(config.isBasicAuthentication()).isFalse();
    }

    @Test
    void eachModeHasItsAddressesAndOnlyOneHasPkce() {
        config.setPkceEnabled(true);
        assertThat(config.isPkceEnabled()).isFalse();
        assertThat(config.getAuthorizationUrl()).isEqualTo("https://nid.naver.com/oauth2.0/authorize");
        assertThat(config.getTokenUrl()).isEqualTo("https://nid.naver.com/oauth2.0/token");

        config.getConfig().put("openIdConnect", "true");
        config.setPkceEnabled(false);
        config.setPkceMethod("plain");
        assertThat(config.isPkceEnabled()).isTrue();
        assertThat(config.getPkceMethod()).isEqualTo("S256");
        assertThat(config.getAuthorizationUrl()).isEqualTo("https://nid.naver.com/oauth2/authorize");
        assertThat(config.getTokenUrl()).isEqualTo("https://nid.naver.com/oauth2/token");
    }

    @Test
    void noAddressIsTrusted() {
        config.setTrustEmail(true);
        assertThatThrownBy(() -> config.validate(REALM))
                .hasMessage(
                        "Trust email must be off for Naver, which does not say whether somebody has confirmed an address");
    }

    @ParameterizedTest
    @CsvSource({"checkTokensHours, -1", "checkTokensHours, daily", "authType, none", "deleteAfterUnlinkDays, soon"})
    void whatWouldHaveNoEffectIsRefused(String setting, String value) {
        config.getConfig().put(setting, value);
        assertThatThrownBy(() -> config.validate(REALM)).hasMessageStartingWith(setting + " must be");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "6"})
    void goodSettingsAreTaken(String hours) {
        config.getConfig().put("checkTokensHours", hours);
        config.getConfig().put("authType", "reprompt");
        assertThatCode(() -> config.validate(REALM)).doesNotThrowAnyException();
        assertThat(config.checksTokensEach())
                .isEqualTo(
                        switch (hours) {
                            case "" -> Optional.of(Duration.ofHours(24));
                            case "0" -> Optional.empty();
                            default -> Optional.of(Duration.ofHours(6));
                        });
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "none, login, reauthenticate",
                "none, consent, reprompt",
                "none, none, none",
                "none, select_account, none",
                "'', login, reauthenticate",
                "autologin, login, autologin",
                "reprompt, none, reprompt"
            })
    void theClassicModeAsksByAuthType(String setting, String prompt, String authType) {
        config.getConfig().put("authType", setting);
        assertThat(config.authTypeFor(prompt)).isEqualTo(Optional.ofNullable(authType));
    }

    @Test
    void keycloakFindsTheProviderAndCanExplainIt() {
        assertThat(ServiceLoader.load(SocialIdentityProviderFactory.class))
                .filteredOn(factory -> factory.getId().equals("naver"))
                .singleElement()
                .satisfies(factory -> assertThat(((NaverIdentityProviderFactory) factory).getConfigProperties())
                        .isNotEmpty()
                        .extracting(ProviderConfigProperty::getHelpText)
                        .doesNotContainNull());
    }
}

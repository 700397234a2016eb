package dev.daemun.apple.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.common.enums.SslRequired;
import org.keycloak.models.RealmModel;

/** What an administrator may save. */
class NobodyPutsAKeyIntoTheSettingsTest {
    private static final RealmModel REALM = (RealmModel) Proxy.newProxyInstance(
            RealmModel.class.getClassLoader(),
            new Class<?>[] {RealmModel.class},
            (self, method, arguments) -> method.getReturnType() == SslRequired.class ? SslRequired.EXTERNAL : null);

    @ParameterizedTest
    @ValueSource(strings = {"/run/secrets/apple.p8", "C:\\keys\\apple.p8", "${vault.apple-key}"})
    void aPathOrTheVaultWillDo(String keyFile) {
        assertThatCode(() -> with("keyFile", keyFile).validate(REALM)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "keyFile, -----BEGIN PRIVATE KEY-----MIGTAgEA",
        "clientSecret, -----BEGIN PRIVATE KEY-----MIGTAgEA",
        "clientId, -----BEGIN EC PRIVATE KEY-----MIGTAgEA",
        "p8Content, MIGTAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBHkwdwIBAQQg",
        "p8Content, MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg",
        "keyFile, /MIGTAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBHkwdwIBAQQg",
        "keyFile, apple.p8",
        "keyFile, ''",
        "keyFile, ${env.APPLE}",
        "teamId, ''",
        "teamId, TEAM",
        "keyId, KEY 234567",
        "deleteAfterUnlinkDays, soon"
    })
    void anythingElseIsRefusedByTheNameOfTheSetting(String setting, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(setting, value).validate(REALM))
                .withMessageStartingWith(setting)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("MIGT"));
    }

    @Test
    void applesOwnRulesCannotBeSwitchedOff() {
        AppleIdentityProviderConfig config = with("clientAuthMethod", "client_secret_basic");
        config.getConfig().put("pkceEnabled", "true");
        config.getConfig().put("tokenUrl", "https://elsewhere.example/token");
        config.getConfig().put("authorizationUrl", "https://elsewhere.example/authorize");
        assertThat(config.getClientAuthMethod()).isEqualTo("client_secret_post");
        assertThat(config.isPkceEnabled()).isFalse();
        assertThat(config.getTokenUrl()).isEqualTo("https://appleid.apple.com/auth/token");
        assertThat(config.getAuthorizationUrl()).isEqualTo("https://appleid.apple.com/auth/authorize");
    }

    private static AppleIdentityProviderConfig with(String setting, String value) {
        AppleIdentityProviderConfig config = new AppleIdentityProviderConfig();
        config.setClientId("kr.example.web");
        config.getConfig().put("teamId", "TEAM123456");
        config.getConfig().put("keyId", "KEY1234567");
        config.getConfig().put("keyFile", "/run/secrets/apple.p8");
        config.getConfig().put(setting, value);
        return config;
    }
}

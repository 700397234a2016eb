package dev.daemun.standindetour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.Config;
import org.keycloak.common.util.Environment;

class NobodyRealIsDetouredTest {
    private final DetourProviderFactory factory = new DetourProviderFactory();

    @AfterEach
    void noMode() {
        System.clearProperty(Environment.PROFILE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"prod", "import_export", "nonserver", ""})
    void itStartsInDevelopmentOnly(String mode) {
        System.setProperty(Environment.PROFILE, mode);
        refuses("start-dev");
    }

    @Test
    void aForgottenOptionIsNamed() {
        System.setProperty(Environment.PROFILE, Environment.DEV_PROFILE_VALUE);
        refuses("--spi-security-headers--stand-in-detour--hosts");
    }

    private void refuses(String why) {
        assertThatIllegalStateException()
                .isThrownBy(() -> factory.init(Config.scope()))
                .withMessageContaining(why);
        assertThat(factory.getId()).isEqualTo("stand-in-detour");
    }
}

package dev.daemun.brokering;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.keycloak.common.Version;

class AnOlderKeycloakIsNamedTest {
    @Test
    void oneWithoutTheOutboxEndsItsStartWithASentence() {
        assertThatThrownBy(() -> NeededKeycloak.require("Kakao", ClassLoader.getPlatformClassLoader()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The identity provider Kakao needs Keycloak 26.7 or newer, and this is " + Version.VERSION
                        + ": use a newer Keycloak, or take the provider's jar out of providers/.");
    }

    @Test
    void theOneThatThisIsCompiledAgainstIsNewEnough() {
        assertThatCode(() -> NeededKeycloak.require("Kakao", getClass().getClassLoader()))
                .doesNotThrowAnyException();
    }
}

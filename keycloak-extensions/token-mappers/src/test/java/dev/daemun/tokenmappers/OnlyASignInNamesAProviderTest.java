package dev.daemun.tokenmappers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class OnlyASignInNamesAProviderTest {

    @ParameterizedTest
    @ValueSource(strings = {"openid-connect", "saml"})
    void aSignInThroughABrokerIsNamedByItsAlias(String loginProtocol) {
        assertThat(SignIn.provider(loginProtocol, "kakao")).hasValue("kakao");
    }

    @Test
    void aSignInAtKeycloakItselfIsAPassword() {
        assertThat(SignIn.provider("openid-connect", null)).hasValue("password");
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "client_auth",
                "impersonate",
                "external-exchange",
                "authorization-grant",
                "example-auth",
                "pre-authorized-code",
                "a-method-of-a-later-version"
            })
    void aSessionNobodySignedInToHasNoProvider(String authMethod) {
        assertThat(SignIn.provider(authMethod, null)).isEmpty();
        assertThat(SignIn.provider(authMethod, "kakao")).isEmpty();
    }
}

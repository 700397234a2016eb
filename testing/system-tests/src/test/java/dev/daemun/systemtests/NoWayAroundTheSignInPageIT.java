package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daemun.localplatform.CodeFlow;
import dev.daemun.localplatform.Login;
import dev.daemun.localplatform.PlatformException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ResourceLock(TestPlatform.LOCK)
class NoWayAroundTheSignInPageIT {
    private final TestPlatform platform = TestPlatform.shared();
    private final String webApp = TestRealm.webApp(platform.ports) + "/";

    @Test
    void theTokenEndpointTakesNoPassword() {
        Call.Answer answer = platform.callRealm("/protocol/openid-connect/token")
                .postForm(Map.of(
                        "grant_type", "password",
                        "client_id", "sample-web-app",
                        "username", "demo-member",
                        "password", TestRealm.DEMO_PASSWORD));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("access_token").isMissingNode()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"response_type=token", "response_type=id_token token", "response_type=code"})
    void anAuthorizationRequestNeedsCodeAndPkce(String responseType) {
        Call.Answer answer = authorize("sample-web-app", webApp, responseType + "&nonce=n");
        assertThat(answer.header("Location")).contains("error=").doesNotContain("access_token");
    }

    @Test
    void plainPkceIsNotEnough() {
        Call.Answer answer = authorize(
                "sample-web-app",
                webApp,
                "response_type=code&code_challenge_method=plain&code_challenge=" + "a".repeat(43));
        assertThat(answer.header("Location")).contains("error=invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sub", "?x=1", "../", "%2e%2e/", "#fragment", "@attacker.example.com"})
    void aRedirectAddressMustBeExact(String suffix) {
        Call.Answer answer = authorize(
                "sample-web-app",
                webApp + suffix,
                "response_type=code&code_challenge_method=S256&code_challenge=" + "a".repeat(43));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Location")).isEmpty();
    }

    @Test
    void aWrongPasswordOpensNothing() {
        assertThatThrownBy(() -> platform.webApp("openid").signIn(new Login("demo-member", "wrong")))
                .isInstanceOf(PlatformException.class);
    }

    @Test
    void aRefreshTokenUsedTwiceEndsTheSession() {
        try (TestUser user = TestUser.create(platform, Map.of())) {
            CodeFlow.Tokens tokens = user.signIn("openid");
            JsonNode second = refresh(tokens.refreshToken()).json();
            assertThat(second.path("access_token").asText()).isNotEmpty();

            assertThat(refresh(tokens.refreshToken()).status())
                    .as("the first refresh token again")
                    .isEqualTo(400);
            assertThat(refresh(second.path("refresh_token").asText()).status())
                    .as("the second one too, since Keycloak can't know which of the two was stolen")
                    .isEqualTo(400);
        }
    }

    private Call.Answer refresh(String refreshToken) {
        return platform.callRealm("/protocol/openid-connect/token")
                .postForm(Map.of(
                        "grant_type", "refresh_token",
                        "client_id", "sample-web-app",
                        "refresh_token", refreshToken));
    }

    private Call.Answer authorize(String client, String redirect, String rest) {
        return platform.callRealm("/protocol/openid-connect/auth?scope=openid&client_id=" + client + "&redirect_uri="
                        + URLEncoder.encode(redirect, StandardCharsets.UTF_8) + "&" + rest.replace(" ", "%20"))
                .get();
    }
}

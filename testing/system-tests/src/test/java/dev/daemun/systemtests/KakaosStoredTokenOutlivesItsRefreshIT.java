package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daemun.localplatform.CodeFlow;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.keycloak.representations.idm.IdentityProviderRepresentation;

/** Uses a realm with no other extension of Daemun, since the provider's jar is for any Keycloak. */
@NeedsBrowser
@ResourceLock(KeycloakWithStandIns.LOCK)
class KakaosStoredTokenOutlivesItsRefreshIT {
    private static final String REALM = "bare";

    private final KeycloakWithStandIns platform = KeycloakWithStandIns.shared();

    @BeforeEach
    void aBareRealmThatStoresTokens() {
        platform.createBareRealm(REALM);
        platform.connectKakao(
                REALM,
                true,
                // A stored token must be valid for two more days; Kakao's are not, so Keycloak refreshes it at once.
                Map.of("storeToken", "true", "addReadTokenRoleOnCreate", "true", "minValidityToken", "172800"));
        IdentityProviderRepresentation kakao =
                platform.admin.realm(REALM).identityProviders().get("kakao").toRepresentation();
        kakao.setStoreToken(true);
        kakao.setAddReadTokenRoleOnCreate(true);
        platform.admin.realm(REALM).identityProviders().get("kakao").update(kakao);
        platform.standIns.kakao().signIn(1001);
    }

    @AfterEach
    void isGone() {
        platform.admin.realm(REALM).remove();
        platform.standIns.kakao().signOut();
    }

    @Test
    void withItsScopeAndItsRefreshToken() {
        CodeFlow webApp = platform.webApp(REALM);
        String accessToken = platform.signInThroughKakao(webApp);

        JsonNode first = stored(accessToken);
        JsonNode second = stored(accessToken);

        assertThat(first.path("refresh_token").asText()).isNotEmpty();
        assertThat(second.path("access_token").asText())
                .as("refreshed, because it expires too soon")
                .isNotEmpty()
                .isNotEqualTo(first.path("access_token").asText());
        for (String kept : List.of("refresh_token", "refresh_token_expires_in", "scope")) {
            assertThat(second.path(kept)).as(kept).isEqualTo(first.path(kept));
            assertThat(second.has(kept)).as(kept).isTrue();
        }
    }

    @Test
    void andAFailingOneSaysNothingOfIt() {
        String accessToken = platform.signInThroughKakao(platform.webApp(REALM));
        platform.standIns.failNext(
                "kauth.kakao.com",
                "/oauth/token",
                400,
                Map.of(
                        "error",
                        "invalid_grant",
                        "error_description",
                        "refresh-token-repeated",
                        "error_code",
                        "KOE322"));

        Call.Answer answer = tokenOf(accessToken);

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.body()).contains("Unable to refresh token").doesNotContain("refresh-token-repeated");
        assertThat(platform.log).content().contains("KOE322").doesNotContain("refresh-token-repeated");
    }

    private JsonNode stored(String accessToken) {
        Call.Answer answer = tokenOf(accessToken);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private Call.Answer tokenOf(String accessToken) {
        return Call.to(platform.keycloak.url() + "/realms/" + REALM + "/broker/kakao/token")
                .bearer(accessToken)
                .get();
    }
}

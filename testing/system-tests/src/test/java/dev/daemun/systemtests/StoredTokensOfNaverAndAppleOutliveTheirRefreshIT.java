package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daemun.standins.apple.AppleClient;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.resource.IdentityProviderResource;
import org.keycloak.representations.idm.IdentityProviderRepresentation;

/** Keycloak hands out the stored token, and refreshes one that expires soon. Neither provider sends the refresh token again. */
@NeedsBrowser
@ResourceLock(KeycloakWithStandIns.LOCK)
class StoredTokensOfNaverAndAppleOutliveTheirRefreshIT {
    private static final String REALM = "stored-tokens";
    private static final String TWO_DAYS = "172800";

    private final KeycloakWithStandIns platform = KeycloakWithStandIns.shared();

    @BeforeEach
    void aBareRealm() {
        platform.createBareRealm(REALM);
    }

    @AfterEach
    void isGone() {
        platform.admin.realm(REALM).remove();
        platform.standIns.naver().signOut();
        platform.standIns.apple().signOut();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ofNaverInBothModes(boolean openIdConnect) {
        try (ConnectedNaver naver = ConnectedNaver.in(platform, REALM, openIdConnect)) {
            letTokensBeRead("naver");
            String accessToken = naver.signIn("32742776").accessToken();
            assertRefreshed("naver", accessToken);
            platform.standIns.failNext(
                    "nid.naver.com",
                    openIdConnect ? "/oauth2/token" : "/oauth2.0/token",
                    200,
                    Map.of("error", "invalid_request", "error_description", "a-token-repeated"));

            assertThat(tokenOf("naver", accessToken).status())
                    .as("an error that comes with 200")
                    .isEqualTo(502);
            assertThat(platform.log).content().doesNotContain("a-token-repeated");
            assertRefreshed("naver", accessToken);
        }
    }

    @Test
    void ofApple() {
        AppleClient client = platform.registerAppleClient(REALM);
        IdentityProviderRepresentation apple =
                platform.realm().identityProviders().get("apple").toRepresentation();
        apple.setInternalId(null);
        apple.setFirstBrokerLoginFlowAlias(null);
        apple.setPostBrokerLoginFlowAlias(null);
        apple.getConfig().put("clientId", client.clientId());
        platform.admin.realm(REALM).identityProviders().create(apple).close();
        letTokensBeRead("apple");
        platform.standIns.apple().signIn("001003.2c3d4e5f60718293a4b5c6d7e8f90a1b.0303");

        assertRefreshed(
                "apple", platform.signInThrough("apple", platform.webApp(REALM)).accessToken());
    }

    /** No token of these providers is valid for two days, so Keycloak refreshes each at once. */
    private void letTokensBeRead(String alias) {
        IdentityProviderResource provider =
                platform.admin.realm(REALM).identityProviders().get(alias);
        IdentityProviderRepresentation settings = provider.toRepresentation();
        settings.setStoreToken(true);
        settings.setAddReadTokenRoleOnCreate(true);
        settings.getConfig().put("minValidityToken", TWO_DAYS);
        provider.update(settings);
    }

    private void assertRefreshed(String alias, String accessToken) {
        JsonNode first = stored(alias, accessToken);
        JsonNode second = stored(alias, accessToken);
        assertThat(first.path("refresh_token").asText()).isNotEmpty();
        assertThat(second.path("refresh_token")).isEqualTo(first.path("refresh_token"));
        assertThat(second.path("access_token").asText())
                .as("refreshed, because it expires too soon")
                .isNotEmpty()
                .isNotEqualTo(first.path("access_token").asText());
    }

    private JsonNode stored(String alias, String accessToken) {
        Call.Answer answer = tokenOf(alias, accessToken);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private Call.Answer tokenOf(String alias, String accessToken) {
        return Call.to(platform.keycloak.url() + "/realms/" + REALM + "/broker/" + alias + "/token")
                .bearer(accessToken)
                .get();
    }
}

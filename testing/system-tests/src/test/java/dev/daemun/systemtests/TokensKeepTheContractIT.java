package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.daemun.localplatform.CodeFlow;
import dev.daemun.localplatform.Login;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.ClientsResource;
import org.keycloak.representations.idm.ClientRepresentation;

@ResourceLock(TestPlatform.LOCK)
class TokensKeepTheContractIT {
    private static final int BUDGET_BYTES = 1_100;
    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

    private final TestPlatform platform = TestPlatform.shared();

    @Test
    void anAccessTokenCarriesTheContractAndNothingElse() {
        Claims claims = Claims.of(platform.signIn("demo-manager").accessToken());

        assertThat(claims.header().path("typ").asText()).isEqualTo("at+jwt");
        assertThat(claims.header().path("alg").asText()).isEqualTo("ES256");
        assertThat(claims.names())
                .containsExactlyInAnyOrderElementsOf(ReadmeSection.of(
                                Path.of("../../docs/reference.md"), "The access token")
                        .rows()
                        .filter(row -> row.get(1).equals("always") || row.get(1).equals("sign-ins"))
                        .map(row -> row.get(0).replace("`", ""))
                        .toList());
        assertThat(claims.text("iss")).isEqualTo(platform.keycloak.issuer());
        assertThat(claims.text("aud")).isEqualTo("sample-resource-service");
        assertThat(claims.text("azp")).isEqualTo("sample-web-app");
        assertThat(claims.payload().path("exp").asLong()
                        - claims.payload().path("iat").asLong())
                .isLessThanOrEqualTo(300);
    }

    @ParameterizedTest(name = "{0} has {1}: {2}")
    @CsvSource({
        "demo-member,  the default role,  member",
        "demo-manager, a role of its own, member order-manager",
        "demo-desk,    a group's role,    member order-manager",
        "demo-shop,    a composite role,  member order-manager shop-manager"
    })
    void rolesAreFlatEffectiveAndInOrder(String user, String how, String roles) {
        Claims claims = Claims.of(platform.signIn(user).accessToken());
        assertThat(claims.list("roles")).as(how).containsExactly(roles.split(" ", -1));
    }

    @Test
    void aPasswordSignInSaysSo() {
        CodeFlow.Tokens tokens = platform.signIn("demo-member");
        assertThat(Claims.of(tokens.accessToken()).text("idp")).isEqualTo("password");
        assertThat(Claims.of(tokens.idToken()).text("idp")).isEqualTo("password");
    }

    @Test
    void aServiceAccountHasItsRolesAndNoSignIn() {
        String token = clientCredentials("sample-order-report", TestRealm.REPORT_SECRET);
        Claims claims = Claims.of(token);
        assertThat(claims.header().path("typ").asText()).isEqualTo("at+jwt");
        assertThat(claims.list("roles")).containsExactly("order-manager");
        assertThat(claims.names()).doesNotContain("idp", "sid", "realm_access", "resource_access");
    }

    @Test
    void aLightweightTokenKeepsWhatAServiceNeeds() {
        try (Keycloak admin = platform.admin()) {
            lightweight(admin, true);
            try {
                Claims claims = Claims.of(clientCredentials("sample-order-report", TestRealm.REPORT_SECRET));
                assertThat(claims.list("roles")).containsExactly("order-manager");
                assertThat(claims.text("aud")).isEqualTo("sample-resource-service");
                assertThat(claims.text("sub")).isNotNull();
            } finally {
                lightweight(admin, false);
            }
        }
    }

    @Test
    void rolesStayOutWhereTheAudienceHasNoUseForThem() {
        Claims claims = Claims.of(clientCredentials("api-gateway", TestRealm.GATEWAY_SECRET));
        assertThat(claims.list("roles")).isEmpty();
        assertThat(claims.text("aud"))
                .as("the one audience of the service account")
                .isEqualTo("revocation-feed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo-member", "demo-manager", "demo-desk", "demo-shop"})
    void aTokenStaysWithinItsBudget(String user) {
        String token = platform.webApp("openid profile email age")
                .signIn(new Login(user, TestRealm.DEMO_PASSWORD))
                .accessToken();
        assertThat(token.length()).isLessThan(BUDGET_BYTES);
    }

    @Test
    void ageIsToldOnlyWhenAskedForAndNeverTheBirthDate() {
        String birthdate = LocalDate.now(SEOUL).minusYears(14).toString();
        try (TestUser user = TestUser.create(platform, Map.of("birthdate", List.of(birthdate)))) {
            Claims without = Claims.of(user.signIn("openid").accessToken());
            assertThat(without.names()).doesNotContain("age_over_14", "age_over_19");

            CodeFlow.Tokens tokens = user.signIn("openid age");
            Claims with = Claims.of(tokens.accessToken());
            assertThat(with.payload().path("age_over_14").booleanValue()).isTrue();
            assertThat(with.payload().path("age_over_19").isBoolean()).isTrue();
            assertThat(with.payload().path("age_over_19").booleanValue()).isFalse();
            assertThat(with.payload().toString() + Claims.of(tokens.idToken()).payload())
                    .doesNotContain(birthdate)
                    .doesNotContain("birthdate");
        }
    }

    @Test
    void aBirthdayTomorrowIsNotYetAnAge() {
        String birthdate = LocalDate.now(SEOUL).minusYears(14).plusDays(1).toString();
        try (TestUser user = TestUser.create(platform, Map.of("birthdate", List.of(birthdate)))) {
            // If midnight in Seoul has passed meanwhile, tomorrow has become today; so the day is compared afterwards.
            Claims claims = Claims.of(user.signIn("openid age").accessToken());
            boolean dayHasTurned =
                    LocalDate.now(SEOUL).minusYears(14).toString().equals(birthdate);
            assertThat(claims.payload().path("age_over_14").booleanValue()).isEqualTo(dayHasTurned);
        }
    }

    @Test
    void nobodyWithoutABirthDateIsGuessedAt() {
        try (TestUser user = TestUser.create(platform, Map.of())) {
            assertThat(Claims.of(user.signIn("openid age").accessToken()).names())
                    .doesNotContain("age_over_14", "age_over_19");
        }
    }

    @Test
    void introspectionAndUserinfoSayTheSame() {
        CodeFlow.Tokens tokens =
                platform.webApp("openid age").signIn(new Login("demo-member", TestRealm.DEMO_PASSWORD));

        JsonNode introspected = platform.callRealm("/protocol/openid-connect/token/introspect")
                .basic("sample-resource-service", TestRealm.SERVICE_SECRET)
                .postForm(Map.of("token", tokens.accessToken()))
                .json();
        assertThat(introspected.path("active").booleanValue()).isTrue();
        assertThat(Claims.texts(introspected.path("roles"))).containsExactly("member");
        assertThat(introspected.path("idp").asText()).isEqualTo("password");
        assertThat(introspected.path("age_over_19").booleanValue()).isTrue();

        JsonNode userinfo = platform.callRealm("/protocol/openid-connect/userinfo")
                .bearer(tokens.accessToken())
                .get()
                .json();
        assertThat(userinfo.path("idp").asText()).isEqualTo("password");
        assertThat(userinfo.path("age_over_14").booleanValue()).isTrue();
        assertThat(Claims.texts(userinfo.path("roles"))).containsExactly("member");
    }

    private void lightweight(Keycloak admin, boolean on) {
        ClientsResource clients = platform.realm(admin).clients();
        ClientRepresentation client =
                clients.findByClientId("sample-order-report").get(0);
        client.getAttributes().put("client.use.lightweight.access.token.enabled", Boolean.toString(on));
        clients.get(client.getId()).update(client);
    }

    private String clientCredentials(String client, String secret) {
        Call.Answer answer = platform.callRealm("/protocol/openid-connect/token")
                .basic(client, secret)
                .postForm(Map.of("grant_type", "client_credentials"));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().path("access_token").asText();
    }
}

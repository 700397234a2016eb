package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daemun.localplatform.CodeFlow;
import dev.daemun.realmadmin.Plan;
import jakarta.ws.rs.ForbiddenException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.keycloak.OAuth2Constants;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.ClientScopeRepresentation;

/** People who are signed in notice nothing, what is theirs stays as it is, and only one apply at a time changes a realm. */
@ResourceLock(KeycloakWithStandIns.LOCK)
class AnApplyDisturbsNobodyIT {
    private static final AdministeredRealm REALM = AdministeredRealm.create(KeycloakWithStandIns.shared());
    private static final String ISSUER = REALM.url + "/realms/" + REALM.name;

    @AfterAll
    static void remove() {
        REALM.close();
    }

    @Test
    void whoIsSignedInStaysSignedInAndKeysStay() {
        Customer customer = Customer.create(REALM.resource());
        CodeFlow.Tokens tokens =
                new CodeFlow(ISSUER, "sample-web-app", "http://localhost:8088/", "openid").signIn(customer.login());
        var keys = REALM.resource().keys().getKeyMetadata().getActive();
        ObjectNode files = changed();
        assertThat(REALM.with(files).apply(true).summary()).isEmpty();
        assertThat(REALM.resource().keys().getKeyMetadata().getActive()).isEqualTo(keys);
        String renewed = renew(tokens.refreshToken());
        assertThat(REALM.with(REALM.files()).apply(true).summary()).isEmpty();
        renew(renewed);
        new CodeFlow(ISSUER, "sample-web-app", "http://localhost:8088/", "openid").signIn(customer.login());
    }

    /** Returns the next refresh token. */
    private static String renew(String refreshToken) {
        Call.Answer answer = Call.to(ISSUER + "/protocol/openid-connect/token")
                .postForm(Map.of(
                        "grant_type", "refresh_token", "client_id", "sample-web-app", "refresh_token", refreshToken));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().path("refresh_token").asText();
    }

    @Test
    void theSecondTimeNothingIsSent() {
        assertThat(REALM.with(changed()).apply(true).summary()).isEmpty();
        try (CutConnection watched = CutConnection.watched(REALM.url, () -> {})) {
            Plan plan =
                    REALM.with(watched.keycloak, changed(), Clock.systemUTC()).apply(true);
            assertThat(plan.isEmpty()).isTrue();
            assertThat(watched.changes()).isZero();
        }
    }

    @Test
    void aNewClientHasTheSecretOfTheFilesAndARotatedOneStays() {
        assertThat(REALM.with(changed()).apply(true).summary()).isEmpty();
        assertThat(token("added", "the-secret-of-the-files")).isEqualTo(200);
        String id = REALM.resource().clients().findByClientId("added").get(0).getId();
        String rotated = REALM.resource().clients().get(id).generateNewSecret().getValue();
        ObjectNode files = changed();
        files.path("clients").forEach(client -> {
            if (client.path("clientId").asText().equals("added")) {
                ((ObjectNode) client).put("description", "another one");
            }
        });
        assertThat(REALM.with(files).apply(true).summary()).isEmpty();
        assertThat(token("added", rotated)).isEqualTo(200);
        assertThat(token("added", "**********")).isEqualTo(401);
        REALM.with(files).sendSecrets();
        assertThat(token("added", "the-secret-of-the-files")).isEqualTo(200);
        assertThat(token("added", rotated)).isEqualTo(401);
        assertThat(REALM.with(files).plan().summary()).isEmpty();
    }

    private static int token(String client, String secret) {
        return Call.to(ISSUER + "/protocol/openid-connect/token")
                .basic(client, secret)
                .postForm(Map.of("grant_type", "client_credentials"))
                .status();
    }

    /** The client that the files define for this has the rights that it needs, and the files allow it no others. */
    @Test
    void theRightsOfItsOwnClientAreEnough() {
        ObjectNode files = changed();
        try (Keycloak own = KeycloakBuilder.builder()
                .serverUrl(REALM.url)
                .realm(REALM.name)
                .grantType(OAuth2Constants.CLIENT_CREDENTIALS)
                .clientId("realm-admin")
                .clientSecret(AdministeredRealm.OWN_SECRET)
                .build()) {
            assertThat(REALM.with(own, files, Clock.systemUTC()).apply(true).summary())
                    .isEmpty();
            assertThat(REALM.with(own, REALM.files(), Clock.systemUTC())
                            .apply(true)
                            .summary())
                    .isEmpty();
            assertThatThrownBy(() -> own.realm("master").toRepresentation()).isInstanceOf(ForbiddenException.class);
            double told = toldChanges();
            assertThat(REALM.with(own, files, Clock.systemUTC()).apply(true).summary())
                    .isEmpty();
            assertThat(toldChanges()).as("by the account that applies files").isEqualTo(told);
        }
    }

    @Test
    void whatAnybodyElseChangesIsToldAtOnce() {
        double told = toldChanges();
        RealmResource realm = REALM.resource();
        var role = realm.roles().get("order-manager").toRepresentation();
        role.setDescription("by hand");
        realm.rolesById().updateRole(role.getId(), role);
        assertThat(toldChanges()).isEqualTo(told + 1);
        assertThat(REALM.with(REALM.files()).apply(true).summary()).isEmpty();
    }

    /** Nothing is there before the first one, since the metric has the realm's name. */
    private static double toldChanges() {
        String address =
                "http://localhost:" + KeycloakWithStandIns.shared().ports.keycloakManagement() + "/metrics";
        return Call.to(address)
                .get()
                .body()
                .lines()
                .filter(line -> line.startsWith("daemun_realm_changed_outside_files_total{"))
                .filter(line -> line.contains("realm=\"" + REALM.name + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Test
    void whileOneChangesTheRealmAnotherOneSaysSo() {
        Clock clock = Clock.systemUTC();
        ClientScopeRepresentation held = new ClientScopeRepresentation();
        held.setName("realm-admin-lock");
        held.setProtocol("openid-connect");
        held.setAttributes(Map.of(
                "owner",
                "another machine",
                "until",
                Long.toString(clock.instant().plus(Duration.ofMinutes(1)).toEpochMilli())));
        REALM.resource().clientScopes().create(held).close();
        assertThatThrownBy(() -> REALM.with(differently()).apply(true))
                .hasMessageContaining("is being changed by another machine");
        Clock later = Clock.offset(clock, Duration.ofMinutes(2));
        assertThat(REALM.with(REALM.admin, differently(), later).apply(true).summary())
                .isEmpty();
        assertThat(REALM.resource().clientScopes().findAll())
                .extracting(ClientScopeRepresentation::getName)
                .doesNotContain("realm-admin-lock");
    }

    @Test
    void ofTwoAtOnceEachHasEndedOrHasNotBegun() {
        List<CompletableFuture<Plan>> both = List.of(begin(changed()), begin(changed()));
        for (CompletableFuture<Plan> one : both) {
            try {
                assertThat(one.join().summary()).isEmpty();
            } catch (CompletionException refused) {
                assertThat(refused.getCause()).hasMessageMatching(".*(being changed|begun to change).*");
            }
        }
        assertThat(both).anyMatch(one -> !one.isCompletedExceptionally());
        assertThat(REALM.with(changed()).plan().summary()).isEmpty();
    }

    private static CompletableFuture<Plan> begin(ObjectNode files) {
        return CompletableFuture.supplyAsync(() -> REALM.with(files).apply(true));
    }

    private static ObjectNode changed() {
        ObjectNode files = REALM.files();
        files.put("ssoSessionIdleTimeout", 1200);
        files.withObject("/localizationTexts/ko").put("loginTitle", "다른 제목");
        files.path("clients").forEach(client -> {
            if (client.path("clientId").asText().equals("sample-web-app")) {
                ((ObjectNode) client).withArray("redirectUris").add("http://localhost:8088/another/");
            }
        });
        ObjectNode added = files.withArray("clients").addObject();
        added.put("clientId", "added")
                .put("secret", "the-secret-of-the-files")
                .put("standardFlowEnabled", false)
                .put("serviceAccountsEnabled", true)
                .putArray("defaultClientScopes")
                .add("basic");
        return files;
    }

    private static ObjectNode differently() {
        return REALM.files().put("ssoSessionIdleTimeout", 900);
    }
}

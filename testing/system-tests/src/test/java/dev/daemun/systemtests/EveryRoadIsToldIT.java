package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.daemun.eventlog.IdentityEventType;
import dev.daemun.localplatform.CodeFlow;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.FederatedIdentityRepresentation;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.IdentityProviderRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** One change by one road is told once, by one event; and all that is told keeps its schema. */
@ResourceLock(KeycloakOnPostgresql.LOCK)
class EveryRoadIsToldIT {
    private static final KeycloakOnPostgresql KEYCLOAK = KeycloakOnPostgresql.shared();

    private LoggedUser user;
    private RealmResource realm;

    @BeforeEach
    void createUser() {
        user = LoggedUser.create();
        realm = KEYCLOAK.realm(user.admin());
    }

    @AfterEach
    void deleteUser() {
        user.close();
    }

    @AfterAll
    static void allRowsKeepTheirSchemas() throws IOException {
        List<LogRows.Row> rows = KEYCLOAK.log().settled(0);
        assertThat(rows).hasSizeGreaterThan(20);
        for (LogRows.Row row : rows) {
            assertThat(schema(row).validate(row.data())).as(row.type()).isEmpty();
        }
        assertThat(rows).extracting(LogRows.Row::id).doesNotHaveDuplicates();
    }

    static List<Arguments> changesOfAUser() {
        return List.of(
                road("role-granted", LoggedUser::grantManager),
                road("signed-in", LoggedUser::signIn),
                road("disabled", user -> enable(user, false)),
                road("profile-updated", user -> enable(user, true)),
                road(
                        "password-changed",
                        user -> user.resource().resetPassword(LoggedUser.password("another-password"))),
                road("signed-out-everywhere", user -> user.resource().logout()),
                road("deleted", user -> user.resource().remove()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changesOfAUser")
    void administratorChangesAUser(String what, Consumer<LoggedUser> change) {
        assertThat(told(() -> change.accept(user)))
                .filteredOn(row -> !what.equals("disabled") || !row.what().equals("profile-updated"))
                .extracting(LogRows.Row::what, LogRows.Row::subject, LogRows.Row::partitionKey)
                .containsExactly(tuple(what, user.id(), user.id()));
    }

    @Test
    void roleTakenAway() {
        user.grantManager();
        List<LogRows.Row> rows = told(() -> user.resource().roles().realmLevel().remove(user.manager()));
        assertThat(rows).extracting(LogRows.Row::what).containsExactly("role-revoked");
        assertThat(rows.get(0).data().path("role").asText()).isEqualTo("order-manager");
        assertThat(rows.get(0).data().path("by").asText()).isEqualTo("admin");
        assertThat(rows.get(0).source()).isEqualTo(KEYCLOAK.issuer());
    }

    @Test
    void logOutByRefreshToken() {
        CodeFlow.Tokens tokens = user.signIn();
        String sid = Claims.of(tokens.accessToken()).text("sid");
        assertThat(told(() -> endpoint("logout", "refresh_token", tokens.refreshToken())))
                .extracting(LogRows.Row::what, row -> row.data().path("sid").asText())
                .containsExactly(tuple("signed-out", sid));
    }

    @Test
    void sessionRemovedByAnAdministrator() {
        String sid = Claims.of(user.signIn().accessToken()).text("sid");
        List<LogRows.Row> rows = told(() -> realm.deleteSession(sid, false));
        assertThat(rows).extracting(LogRows.Row::what).containsExactly("session-ended");
        assertThat(rows.get(0).data().path("sid").asText()).isEqualTo(sid);
        assertThat(rows.get(0).subject()).isEqualTo(user.id());
    }

    @Test
    void tokensHandedBack() {
        CodeFlow.Tokens tokens = user.signIn();
        List<LogRows.Row> rows = told(() -> {
            endpoint("revoke", "token", tokens.accessToken());
            endpoint("revoke", "token", tokens.refreshToken());
        });
        assertThat(rows)
                .extracting(
                        LogRows.Row::what, row -> row.data().path("tokenType").asText())
                .containsExactly(tuple("token-revoked", "access"), tuple("token-revoked", "refresh"));
        assertThat(rows.get(0).data().path("jti").asText())
                .isEqualTo(Claims.of(tokens.accessToken()).text("jti"));
        assertThat(rows.get(1).data().path("sid").asText())
                .isEqualTo(Claims.of(tokens.accessToken()).text("sid"));
    }

    @Test
    void groups() {
        assertThat(told(() -> {
                    GroupRepresentation group = new GroupRepresentation();
                    group.setName("readers");
                    realm.groups().add(group).close();
                    String id = realm.getGroupByPath("/readers").getId();
                    user.resource().joinGroup(id);
                    realm.groups().group(id).roles().realmLevel().add(user.manager());
                    realm.groups().group(id).roles().realmLevel().remove(user.manager());
                    user.resource().leaveGroup(id);
                    realm.groups().group(id).remove();
                }))
                .extracting(LogRows.Row::what)
                .containsExactly(
                        "group-joined", "group-roles-changed", "group-roles-changed", "group-left", "group-deleted");
    }

    @Test
    void roles() {
        assertThat(told(() -> {
                    realm.roles().create(new RoleRepresentation("composite", "", false));
                    realm.roles().get("composite").addComposites(user.manager());
                    realm.roles().get("composite").deleteComposites(user.manager());
                    realm.roles().deleteRole("composite");
                }))
                .extracting(LogRows.Row::what)
                .containsExactly("role-composites-changed", "role-composites-changed", "role-deleted");
    }

    @Test
    void linkedIdentities() {
        IdentityProviderRepresentation provider = new IdentityProviderRepresentation();
        provider.setAlias("linked");
        provider.setProviderId("kakao");
        provider.setConfig(Map.of("clientId", "a-key", "clientSecret", "a-secret"));
        realm.identityProviders().create(provider).close();
        FederatedIdentityRepresentation identity = new FederatedIdentityRepresentation();
        identity.setUserId("1001");
        identity.setUserName("1001");
        try {
            assertThat(told(() -> {
                        user.resource().addFederatedIdentity("linked", identity).close();
                        user.resource().removeFederatedIdentity("linked");
                    }))
                    .extracting(LogRows.Row::what)
                    .containsExactly("identity-linked", "identity-unlinked");
        } finally {
            realm.identityProviders().get("linked").remove();
        }
    }

    @Test
    void clients() {
        List<LogRows.Row> rows = told(() -> {
            ClientRepresentation client = new ClientRepresentation();
            client.setClientId("short-lived");
            realm.clients().create(client).close();
            ClientRepresentation created =
                    realm.clients().findByClientId("short-lived").get(0);
            created.setEnabled(false);
            created.setNotBefore(1_700_000_000);
            realm.clients().get(created.getId()).update(created);
            realm.clients().get(created.getId()).remove();
        });
        assertThat(rows)
                .extracting(LogRows.Row::what)
                .containsExactly("client-updated", "client-updated", "client-deleted");
        assertThat(rows.get(1).data().path("enabled").asBoolean(true)).isFalse();
        assertThat(rows.get(1).data().path("notBefore").asLong()).isEqualTo(1_700_000_000);
    }

    @Test
    void theRealm() {
        List<LogRows.Row> rows = told(() -> {
            RealmRepresentation notBefore = realm.toRepresentation();
            notBefore.setNotBefore(1_700_000_000);
            realm.update(notBefore);
            realm.logoutAll();
        });
        assertThat(rows)
                .extracting(LogRows.Row::what)
                .contains("realm-updated", "everyone-signed-out")
                .doesNotHaveDuplicates();
    }

    @Test
    void aRealmThatGoesIsToldOnceAndNotPieceByPiece() {
        RealmRepresentation representation = new RealmRepresentation();
        representation.setRealm("short-lived");
        user.admin().realms().create(representation);
        List<LogRows.Row> rows = toldIn(
                "short-lived", () -> user.admin().realms().realm("short-lived").remove());
        assertThat(rows).extracting(LogRows.Row::what).containsExactly("realm-deleted");
    }

    @Test
    void aRoadOnWhichKeycloakTellsNothingIsFoundLater() {
        long before = settled();
        KEYCLOAK.log().execute("UPDATE USER_ENTITY SET ENABLED = FALSE WHERE ID = '" + user.id() + "'");
        LogRows.Row row = KEYCLOAK.log().await(before, told -> told.what().equals("disabled"));
        assertThat(row.subject()).isEqualTo(user.id());
        assertThat(row.data().path("reason").asText()).isEqualTo("found-later");
    }

    private List<LogRows.Row> told(Runnable changes) {
        return toldIn("daemun", changes);
    }

    private List<LogRows.Row> toldIn(String name, Runnable changes) {
        long before = settled();
        changes.run();
        // Administrators sign in as well, to the realm master.
        return KEYCLOAK.log().settled(before).stream()
                .filter(row -> row.data().path("realm").asText().equals(name))
                .toList();
    }

    private static long settled() {
        KEYCLOAK.log().settled(0);
        return KEYCLOAK.log().lastPosition();
    }

    private static void enable(LoggedUser user, boolean enabled) {
        UserRepresentation changed = user.resource().toRepresentation();
        changed.setEnabled(enabled);
        user.resource().update(changed);
    }

    private static void endpoint(String path, String parameter, String token) {
        Call.Answer answer = Call.to(KEYCLOAK.issuer() + "/protocol/openid-connect/" + path)
                .postForm(Map.of("client_id", "sample-web-app", parameter, token));
        assertThat(answer.status()).isBetween(200, 204);
    }

    private static Arguments road(String what, Consumer<LoggedUser> change) {
        return Arguments.of(what, change);
    }

    private static JsonSchema schema(LogRows.Row row) throws IOException {
        String name = "catalogue/" + row.what() + ".schema.json";
        try (InputStream schema = IdentityEventType.class.getResourceAsStream(name)) {
            assertThat(schema).as(name).isNotNull();
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(new ObjectMapper().readTree(schema));
        }
    }
}

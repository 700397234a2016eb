package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.daemun.eventlog.IdentityEventType;
import dev.daemun.localplatform.CodeFlow;
import dev.daemun.localplatform.Login;
import dev.daemun.localplatform.Pkce;
import dev.daemun.localplatform.PlatformException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.resource.ClientScopeResource;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/**
 * Each change is in the log once, as one event, whichever way it was made: by an administrator, by the user, or past
 * Keycloak in the database. All events keep their schemas, and no type of the catalogue is without a test here.
 */
@ResourceLock(KeycloakOnPostgresql.LOCK)
class EveryRoadIsToldIT {
    /**
     * Those that WhoIsInTroubleUpstreamIsOutHereIT, WhatKeycloakDoesUnaskedIsToldIT and WhatAnAdministratorChangedIsToldIT
     * produce.
     */
    private static final Set<IdentityEventType> OF_OTHERS = EnumSet.of(
            IdentityEventType.PROVIDER_REPORTED,
            IdentityEventType.ORGANIZATION_DISABLED,
            IdentityEventType.DIRECTORY_DISABLED,
            IdentityEventType.KEY_REMOVED,
            // Only of realms to which somebody applies files, and this one has none.
            IdentityEventType.CHANGED_BY_ADMINISTRATOR);

    private static final KeycloakOnPostgresql KEYCLOAK = KeycloakOnPostgresql.shared();
    private static final Set<String> PRODUCED = new HashSet<>();
    private static double found;

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

    @BeforeAll
    static void countWhatWasFoundBefore() {
        found = SafetyNet.found();
    }

    @AfterAll
    static void nothingHadToBeFoundAfterwards() {
        SafetyNet.awaitPass();
        assertThat(SafetyNet.found()).isEqualTo(found);
    }

    @AfterAll
    static void noTypeIsWithoutATest() {
        assertThat(PRODUCED)
                .containsExactlyInAnyOrderElementsOf(Stream.of(IdentityEventType.values())
                        .filter(type -> !OF_OTHERS.contains(type))
                        .map(IdentityEventType::shortName)
                        .toList());
    }

    @AfterAll
    static void allRowsKeepTheirSchemas() throws IOException {
        List<LogRows.Row> rows = KEYCLOAK.log().settled(0);
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
        assertThat(eventsOf(() -> change.accept(user)))
                .filteredOn(row -> !what.equals("disabled") || !row.what().equals("profile-updated"))
                .extracting(LogRows.Row::what, LogRows.Row::subject, LogRows.Row::partitionKey)
                .containsExactly(tuple(what, user.id(), user.id()));
    }

    @Test
    void newUser() {
        List<LoggedUser> created = new ArrayList<>();
        List<LogRows.Row> rows = eventsOf(() -> created.add(LoggedUser.create()));
        try (LoggedUser fresh = created.get(0)) {
            assertThat(rows)
                    .extracting(LogRows.Row::what, LogRows.Row::subject)
                    .containsExactlyInAnyOrder(tuple("registered", fresh.id()), tuple("role-granted", fresh.id()));
            JsonNode data = only("registered", rows).data();
            assertThat(data.path("username").asText()).isEqualTo(fresh.login().username());
            assertThat(data.path("email").asText()).isEqualTo(fresh.email());
            assertThat(data.path("enabled").asBoolean(false)).isTrue();
            assertThat(data.path("emailVerified").asBoolean(true)).isFalse();
            assertThat(data.path("by").asText()).isEqualTo("admin");
        }
    }

    @Test
    void enabledAgain() {
        enable(user, false);
        LogRows.Row row = only("enabled", eventsOf(() -> enable(user, true)));
        assertThat(row.subject()).isEqualTo(user.id());
        assertThat(row.data().path("reason").asText()).isEqualTo("administrator");
        assertThat(row.data().path("by").asText()).isEqualTo("admin");
    }

    @Test
    void addressThatItsOwnerConfirms() {
        try (Mailbox mailbox = new Mailbox(realm)) {
            require("VERIFY_EMAIL");
            List<LogRows.Row> rows = eventsOf(() -> {
                KeycloakPages pages = passwordEntered("sample-web-app");
                pages.open(mailbox.actionLink()).application();
            });
            LogRows.Row row = only("email-verified", rows);
            assertThat(row.subject()).isEqualTo(user.id());
            assertThat(row.data().path("email").asText()).isEqualTo(user.email());
            assertThat(row.data().path("by").asText()).isEqualTo("user");
        }
    }

    @Test
    void tooManyFailedSignIns() {
        RealmRepresentation before = realm.toRepresentation();
        RealmRepresentation strict = realm.toRepresentation();
        strict.setFailureFactor(1);
        realm.update(strict);
        try {
            long earliest = Instant.now().getEpochSecond() + strict.getWaitIncrementSeconds();
            long position = settled();
            LogRows.Row row = only("locked-out", eventsOf(() -> {
                Login guess = new Login(user.login().username(), "a guess");
                assertThatThrownBy(() -> KEYCLOAK.webApp("openid").signIn(guess))
                        .isInstanceOf(PlatformException.class);
                // Keycloak counts failed sign-ins on another thread, perhaps after its answer.
                KEYCLOAK.log().await(position, found -> found.what().equals("locked-out"));
            }));
            long latest = Instant.now().getEpochSecond() + strict.getWaitIncrementSeconds();
            assertThat(row.subject()).isEqualTo(user.id());
            assertThat(row.data().path("untilEpochSecond").asLong()).isBetween(earliest, latest);
            assertThat(row.data().path("by").asText()).isEqualTo("system");
        } finally {
            realm.update(before);
        }
    }

    @Test
    void furtherCredential() {
        require("CONFIGURE_RECOVERY_AUTHN_CODES");
        LogRows.Row row = only(
                "credential-added",
                eventsOf(() -> passwordEntered("sample-web-app")
                        .submit("form:has([name=generatedRecoveryAuthnCodes])", Map.of())
                        .application()));
        assertThat(row.subject()).isEqualTo(user.id());
        assertThat(row.data().path("credentialType").asText()).isEqualTo("recovery-authn-codes");
        assertThat(row.data().path("by").asText()).isEqualTo("user");
    }

    @Test
    void credentialRemovedByAnAdministrator() {
        String password = user.resource().credentials().get(0).getId();
        List<LogRows.Row> rows = eventsOf(() -> user.resource().removeCredential(password));
        assertThat(rows)
                .extracting(
                        LogRows.Row::what,
                        LogRows.Row::subject,
                        row -> row.data().path("credentialType").asText(),
                        row -> row.data().path("credentialId").asText())
                .containsExactly(tuple("credential-removed", user.id(), "password", password));
    }

    @Test
    void consentGivenAndTakenBack() {
        ClientScopeRepresentation scope = new ClientScopeRepresentation();
        scope.setName("delivery-address");
        scope.setProtocol("openid-connect");
        scope.setAttributes(Map.of("display.on.consent.screen", "true", "consent.screen.text", "Your address"));
        String scopeId = CreatedResponseUtil.getCreatedId(realm.clientScopes().create(scope));
        ClientRepresentation client = Withdrawal.clientLikeTheWebApp(realm);
        client.setConsentRequired(true);
        // The client is shown on the page beside the scope; it is no scope that the user agrees to.
        client.getAttributes().put("display.on.consent.screen", "true");
        client.setDefaultClientScopes(
                Stream.concat(client.getDefaultClientScopes().stream(), Stream.of(scope.getName()))
                        .toList());
        String id = CreatedResponseUtil.getCreatedId(realm.clients().create(client));
        try {
            LogRows.Row given = only(
                    "consent-given",
                    eventsOf(() -> passwordEntered(client.getClientId())
                            .submit("form:has([name=accept])", Map.of("accept", ""))
                            .application()));
            assertThat(given.subject()).isEqualTo(user.id());
            assertThat(given.data().path("clientId").asText()).isEqualTo(client.getClientId());
            assertThat(given.data().path("scopes")).extracting(JsonNode::asText).containsExactly(scope.getName());
            assertThat(given.data().path("by").asText()).isEqualTo("user");

            LogRows.Row withdrawn =
                    only("consent-withdrawn", eventsOf(() -> user.resource().revokeConsent(client.getClientId())));
            assertThat(withdrawn.subject()).isEqualTo(user.id());
            assertThat(withdrawn.data().path("clientId").asText()).isEqualTo(client.getClientId());
            assertThat(withdrawn.data().path("by").asText()).isEqualTo("admin");
        } finally {
            realm.clients().get(id).remove();
            realm.clientScopes().get(scopeId).remove();
        }
    }

    @Test
    void roleTakenAway() {
        user.grantManager();
        List<LogRows.Row> rows =
                eventsOf(() -> user.resource().roles().realmLevel().remove(user.manager()));
        assertThat(rows).extracting(LogRows.Row::what).containsExactly("role-revoked");
        assertThat(rows.get(0).data().path("role").asText()).isEqualTo("order-manager");
        assertThat(rows.get(0).data().path("by").asText()).isEqualTo("admin");
        assertThat(rows.get(0).source()).isEqualTo(KEYCLOAK.issuer());
    }

    @Test
    void logOutByRefreshToken() {
        CodeFlow.Tokens tokens = user.signIn();
        String sid = Claims.of(tokens.accessToken()).text("sid");
        assertThat(eventsOf(() -> endpoint("logout", "refresh_token", tokens.refreshToken())))
                .extracting(LogRows.Row::what, row -> row.data().path("sid").asText())
                .containsExactly(tuple("signed-out", sid));
    }

    @Test
    void sessionRemovedByAnAdministrator() {
        String sid = Claims.of(user.signIn().accessToken()).text("sid");
        List<LogRows.Row> rows = eventsOf(() -> realm.deleteSession(sid, false));
        assertThat(rows).extracting(LogRows.Row::what).containsExactly("session-ended");
        assertThat(rows.get(0).data().path("sid").asText()).isEqualTo(sid);
        assertThat(rows.get(0).subject()).isEqualTo(user.id());
    }

    @Test
    void tokensHandedBack() {
        CodeFlow.Tokens tokens = user.signIn();
        List<LogRows.Row> rows = eventsOf(() -> {
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
        assertThat(eventsOf(() -> {
                    realm.groups().add(group("readers")).close();
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
    void movedGroup() {
        String above = CreatedResponseUtil.getCreatedId(realm.groups().add(group("above")));
        GroupRepresentation below = group("below");
        below.setId(CreatedResponseUtil.getCreatedId(realm.groups().group(above).subGroup(below)));
        try {
            List<LogRows.Row> rows = eventsOf(() -> realm.groups().add(below).close());
            assertThat(rows)
                    .extracting(
                            LogRows.Row::what,
                            row -> row.data().path("groupId").asText(),
                            row -> row.data().path("previousPath").asText(),
                            row -> row.data().path("path").asText())
                    .containsExactly(tuple("group-moved", below.getId(), "/above/below", "/below"));
        } finally {
            realm.groups().group(below.getId()).remove();
            realm.groups().group(above).remove();
        }
    }

    @Test
    void roles() {
        assertThat(eventsOf(() -> {
                    realm.roles().create(new RoleRepresentation("composite", "", false));
                    realm.roles().get("composite").addComposites(user.manager());
                    realm.roles().get("composite").deleteComposites(user.manager());
                    realm.roles().get("composite").update(new RoleRepresentation("renamed", "", false));
                    realm.roles().deleteRole("renamed");
                }))
                .extracting(LogRows.Row::what)
                .containsExactly("role-composites-changed", "role-composites-changed", "role-renamed", "role-deleted");
    }

    @Test
    void linkedIdentities() {
        try (LinkedProvider provider = LinkedProvider.create(realm)) {
            List<LogRows.Row> rows = eventsOf(() -> {
                provider.link(user.resource());
                provider.unlink(user.resource());
            });
            assertThat(rows)
                    .extracting(
                            LogRows.Row::what,
                            LogRows.Row::subject,
                            row -> row.data().path("identityProvider").asText(),
                            row -> row.data().path("identityProviderUserId").asText())
                    .containsExactly(
                            tuple("identity-linked", user.id(), "linked", "1001"),
                            tuple("identity-unlinked", user.id(), "linked", "1001"));
        }
    }

    @Test
    void deletedProvider() {
        LinkedProvider provider = LinkedProvider.create(realm);
        provider.link(user.resource());
        List<LogRows.Row> rows = eventsOf(provider::close);
        assertThat(rows)
                .extracting(
                        LogRows.Row::what,
                        row -> row.data().path("identityProvider").asText())
                .containsExactly(tuple("identity-provider-deleted", "linked"));
    }

    @Test
    void theSameCodeTwice() {
        try (Access access = Access.create()) {
            access.signIn("openid");
            List<LogRows.Row> rows = eventsOf(access::codeAgain);
            assertThat(rows)
                    .extracting(
                            LogRows.Row::what,
                            LogRows.Row::subject,
                            row -> row.data().path("sid").asText(),
                            row -> row.data().path("clientId").asText())
                    .containsExactly(tuple(
                            "client-session-ended",
                            access.user.id(),
                            Claims.of(access.tokens().accessToken()).text("sid"),
                            access.clientId));
        }
    }

    @Test
    void scopeOfAClient() {
        try (Access access = Access.create()) {
            List<LogRows.Row> rows = eventsOf(() -> access.client().removeDefaultClientScope(access.scopeId));
            assertThat(rows)
                    .extracting(
                            LogRows.Row::what,
                            row -> row.data().path("clientId").asText())
                    .containsExactly(tuple("client-scopes-changed", access.clientId));
        }
    }

    @Test
    void aScopeThatAClientMayAskFor() {
        try (Access access = Access.create()) {
            access.client().removeDefaultClientScope(access.scopeId);
            access.client().addOptionalClientScope(access.scopeId);
            assertThat(eventsOf(() -> realm.clientScopes().get(access.scopeId).remove()))
                    .extracting(LogRows.Row::what)
                    .containsExactly("client-scopes-changed");
        }
    }

    /** No token has anything of it. The lock of {@code realm-admin apply} is such a scope, and ended everybody's access with each change. */
    @Test
    void aScopeThatNoClientHasIsNoNews() {
        try (Access access = Access.create()) {
            ClientScopeRepresentation unused = new ClientScopeRepresentation();
            unused.setName("unused");
            unused.setProtocol("openid-connect");
            String id;
            try (Response created = realm.clientScopes().create(unused)) {
                id = CreatedResponseUtil.getCreatedId(created);
            }
            ClientScopeResource scope = realm.clientScopes().get(id);
            ProtocolMapperRepresentation mapper = new ProtocolMapperRepresentation();
            mapper.setName("a mapper");
            mapper.setProtocol("openid-connect");
            mapper.setProtocolMapper("oidc-audience-mapper");
            mapper.setConfig(Map.of("included.custom.audience", "anybody", "access.token.claim", "true"));
            List<LogRows.Row> rows = eventsOf(() -> {
                scope.getProtocolMappers().createMapper(mapper).close();
                ProtocolMapperRepresentation made =
                        scope.getProtocolMappers().getMappers().get(0);
                made.getConfig().put("included.custom.audience", "somebody else");
                scope.getProtocolMappers().update(made.getId(), made);
                scope.getProtocolMappers().delete(made.getId());
                scope.getScopeMappings().realmLevel().add(access.roles());
                scope.getScopeMappings().realmLevel().remove(access.roles());
                scope.remove();
            });
            assertThat(rows).extracting(LogRows.Row::what).isEmpty();
        }
    }

    @Test
    void clients() {
        List<LogRows.Row> rows = eventsOf(() -> {
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
        List<LogRows.Row> rows = eventsOf(() -> {
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
    void aDeletedRealmIsOneEventAndNotOneForEachPart() {
        user.admin().realms().create(EmptyRealm.named("short-lived"));
        List<LogRows.Row> rows = eventsIn(
                "short-lived", () -> user.admin().realms().realm("short-lived").remove());
        assertThat(rows).extracting(LogRows.Row::what).containsExactly("realm-deleted");
    }

    /** Makes Keycloak ask the user for this action after the next sign-in's password. */
    private void require(String action) {
        UserRepresentation changed = user.resource().toRepresentation();
        changed.setRequiredActions(List.of(action));
        user.resource().update(changed);
    }

    private KeycloakPages passwordEntered(String clientId) {
        CodeFlow flow = new CodeFlow(
                KEYCLOAK.issuer(), clientId, KEYCLOAK.webApp("openid").redirectUri(), "openid");
        return new KeycloakPages(KEYCLOAK.issuer())
                .open(flow.authorizationRequest(Pkce.random()))
                .submit(
                        "form#kc-form-login",
                        Map.of(
                                "username", user.login().username(),
                                "password", user.login().password()));
    }

    private static LogRows.Row only(String what, List<LogRows.Row> rows) {
        List<LogRows.Row> found =
                rows.stream().filter(row -> row.what().equals(what)).toList();
        assertThat(found).as("%s among %s", what, rows).hasSize(1);
        return found.get(0);
    }

    private List<LogRows.Row> eventsOf(Runnable changes) {
        return eventsIn("daemun", changes);
    }

    private List<LogRows.Row> eventsIn(String name, Runnable changes) {
        long before = settled();
        changes.run();
        // The administrators of these tests sign in to the realm master, and that is in the log as well.
        List<LogRows.Row> rows = KEYCLOAK.log().settled(before).stream()
                .filter(row -> row.data().path("realm").asText().equals(name))
                .toList();
        rows.forEach(row -> PRODUCED.add(row.what()));
        return rows;
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

    private static GroupRepresentation group(String name) {
        GroupRepresentation group = new GroupRepresentation();
        group.setName(name);
        return group;
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

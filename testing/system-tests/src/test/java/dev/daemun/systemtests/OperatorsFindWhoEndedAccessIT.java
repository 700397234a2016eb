package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** Searches the event log over Keycloak's administration, as those who may and as those who may not. */
@ResourceLock(KeycloakOnPostgresql.LOCK)
class OperatorsFindWhoEndedAccessIT {
    private static final KeycloakOnPostgresql KEYCLOAK = KeycloakOnPostgresql.shared();
    private static final String SECRET = "the-secret-of-an-operators-tool";
    private static final String ROLE = "view-identity-events";

    @Test
    void fromTheUserTheSessionOrThePositionToTheAdministrator() {
        try (LoggedUser user = LoggedUser.create()) {
            String token = user.admin().tokenManager().getAccessTokenString();
            String sid = Claims.of(user.signIn().accessToken()).text("sid");
            KEYCLOAK.realm(user.admin()).deleteSession(sid, false);
            user.resource().logout();
            KEYCLOAK.log().settled(0);

            JsonNode all = search(token, "?user=" + user.id()).json();
            assertThat(names(all))
                    .containsExactly(
                            "signed-out-everywhere", "session-ended", "signed-in", "role-granted", "registered");
            JsonNode ofSession = search(token, "?session=" + sid).json();
            assertThat(names(ofSession)).containsExactly("session-ended", "signed-in");
            JsonNode ended = ofSession.path("events").get(0);
            assertThat(ended.path("data").path("by").asText()).isEqualTo("admin");
            assertThat(ended.path("data").path("byUserId").asText())
                    .isEqualTo(user.admin()
                            .realm("master")
                            .users()
                            .searchByUsername(RunningKeycloak.ADMINISTRATOR.username(), true)
                            .get(0)
                            .getId());
            assertThat(ended.path("subject").asText()).isEqualTo(user.id());
            JsonNode one = search(token, "?position=" + ended.path("position").asLong())
                    .json();
            assertThat(one.path("events")).containsExactly(ended);

            JsonNode first = search(token, "?max=2&user=" + user.id()).json();
            assertThat(names(first)).containsExactly("signed-out-everywhere", "session-ended");
            String next = first.path("next").asText();
            JsonNode rest =
                    search(token, "?user=" + user.id() + "&before=" + next).json();
            assertThat(names(rest)).containsExactly("signed-in", "role-granted", "registered");
            assertThat(rest.has("next")).isFalse();
            assertThat(names(search(token, "?user=" + user.id() + "&to=2026-01-01T00:00:00Z")
                            .json()))
                    .isEmpty();
        }
    }

    @Test
    void whoHasTheRoleMaySearchWhereTheTokensClientMayToo() {
        try (Keycloak admin = KEYCLOAK.admin()) {
            RealmResource realm = KEYCLOAK.realm(admin);
            ClientRepresentation log = new ClientRepresentation();
            log.setClientId("identity-event-log");
            String logId = CreatedResponseUtil.getCreatedId(realm.clients().create(log));
            String toolId = CreatedResponseUtil.getCreatedId(realm.clients().create(tool()));
            try {
                String toolName = realm.clients().get(toolId).toRepresentation().getClientId();
                String account =
                        realm.clients().get(toolId).getServiceAccountUser().getId();
                assertThat(asTool(toolName)).as("there is no such role").isEqualTo(403);
                realm.clients().get(logId).roles().create(new RoleRepresentation(ROLE, "", false));
                List<RoleRepresentation> role =
                        List.of(realm.clients().get(logId).roles().get(ROLE).toRepresentation());
                var scope = realm.clients().get(toolId).getScopeMappings().clientLevel(logId);
                scope.add(role);
                assertThat(asTool(toolName)).as("it does not have the role").isEqualTo(403);
                realm.users().get(account).roles().clientLevel(logId).add(role);
                assertThat(asTool(toolName)).isEqualTo(200);
                scope.remove(role);
                assertThat(asTool(toolName))
                        .as("its client may not use the role")
                        .isEqualTo(403);
            } finally {
                realm.clients().get(toolId).remove();
                realm.clients().get(logId).remove();
            }
        }
    }

    @Test
    void nobodyElseMay() {
        String query = "?position=1";
        Call.Answer none = Call.to(url(query)).get();
        assertThat(none.status()).isEqualTo(401);
        assertThat(search("garbage", query).status()).isEqualTo(401);
        try (LoggedUser member = LoggedUser.create()) {
            Call.Answer refused = search(member.signIn().accessToken(), query);
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(refused.json().path("detail").asText()).contains(ROLE);
        }
        String service = Feed.serviceAccount(KEYCLOAK.issuer(), Services.SAMPLE, TestRealm.SERVICE_SECRET);
        assertThat(search(service, query).status()).isEqualTo(403);
        assertThat(asAdministratorOfAnotherRealm(query)).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "'', Exactly one",
        "?user=u&session=s, Exactly one",
        "?user=u&max=101, max",
        "?position=-1, position",
        "?user=u&from=yesterday, from",
        "?user=u&from=2020-01-01T00:00:00Z, 31 days"
    })
    void whatIsNotUnderstoodIsAProblem(String query, String detail) {
        try (Keycloak admin = KEYCLOAK.admin()) {
            Call.Answer answer = search(admin.tokenManager().getAccessTokenString(), query);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(answer.json().path("detail").asText()).contains(detail);
        }
    }

    private static int asTool(String clientId) {
        return search(Feed.serviceAccount(KEYCLOAK.issuer(), clientId, SECRET), "?position=1")
                .status();
    }

    private static ClientRepresentation tool() {
        ClientRepresentation tool = new ClientRepresentation();
        tool.setClientId("tool-" + UUID.randomUUID());
        tool.setSecret(SECRET);
        tool.setPublicClient(false);
        tool.setServiceAccountsEnabled(true);
        tool.setStandardFlowEnabled(false);
        tool.setFullScopeAllowed(false);
        return tool;
    }

    private static int asAdministratorOfAnotherRealm(String query) {
        String name = "another-" + UUID.randomUUID();
        RealmRepresentation another = EmptyRealm.named(name);
        try (Keycloak admin = KEYCLOAK.admin()) {
            admin.realms().create(another);
            try {
                RealmResource realm = admin.realm(name);
                UserRepresentation manager = new UserRepresentation();
                manager.setUsername("manager");
                manager.setEmail("manager@example.com");
                manager.setFirstName("First");
                manager.setLastName("Last");
                manager.setEnabled(true);
                manager.setCredentials(List.of(LoggedUser.password(SECRET)));
                String id = CreatedResponseUtil.getCreatedId(realm.users().create(manager));
                String management = realm.clients()
                        .findByClientId("realm-management")
                        .get(0)
                        .getId();
                realm.users()
                        .get(id)
                        .roles()
                        .clientLevel(management)
                        .add(realm.clients().get(management).roles().list());
                try (Keycloak theirs = Keycloak.getInstance(KEYCLOAK.url(), name, "manager", SECRET, "admin-cli")) {
                    String token = theirs.tokenManager().getAccessTokenString();
                    String own = KEYCLOAK.url() + "/admin/realms/" + name + "/identity-events" + query;
                    assertThat(Call.to(own).bearer(token).get().status())
                            .as("in their own realm they may")
                            .isEqualTo(200);
                    return search(token, query).status();
                }
            } finally {
                admin.realm(name).remove();
            }
        }
    }

    private static Call.Answer search(String token, String query) {
        return Call.to(url(query)).bearer(token).get();
    }

    private static String url(String query) {
        return KEYCLOAK.url() + "/admin/realms/daemun/identity-events" + query;
    }

    private static List<String> names(JsonNode page) {
        return StreamSupport.stream(page.path("events").spliterator(), false)
                .map(event -> event.path("type").asText())
                .map(type ->
                        type.replaceFirst("^dev[.]daemun[.]identity[.]", "").replaceFirst("[.]v1$", ""))
                .toList();
    }
}

package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.PartialImportRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** Tries, in a realm with Keycloak's own settings, what Keycloak does to users and sessions without an event of its own. */
@ResourceLock(KeycloakOnPostgresql.LOCK)
class WhatKeycloakDoesUnaskedIsToldIT {
    private static final KeycloakOnPostgresql KEYCLOAK = KeycloakOnPostgresql.shared();
    private static final String PASSWORD = "a-password";

    private final Keycloak admin = KEYCLOAK.admin();
    private final String name = "bare-" + UUID.randomUUID();

    @BeforeEach
    void createRealm() {
        create(name);
    }

    @AfterEach
    void removeRealm() {
        realm().remove();
        admin.close();
    }

    @Test
    void theImpersonatorsOwnSessionEndsAndTheNewOneNamesThem() {
        String impersonator = createUser(name, "impersonator");
        String management =
                realm().clients().findByClientId("realm-management").get(0).getId();
        List<RoleRepresentation> roles =
                realm().clients().get(management).roles().list();
        realm().users().get(impersonator).roles().clientLevel(management).add(roles);
        String customer = createUser(name, "customer");
        Claims own = Claims.of(token("impersonator").json().path("access_token").asText());
        Call.Answer tokens = token("impersonator");
        String sid = Claims.of(tokens.json().path("access_token").asText()).text("sid");
        List<LogRows.Row> rows = events(() -> assertThat(
                        Call.to(KEYCLOAK.url() + "/admin/realms/" + name + "/users/" + customer + "/impersonation")
                                .bearer(tokens.json().path("access_token").asText())
                                .postJson("{}")
                                .status())
                .isEqualTo(200));
        assertThat(own.text("sid")).isNotEqualTo(sid);
        assertThat(rows)
                .extracting(
                        LogRows.Row::what,
                        LogRows.Row::subject,
                        row -> row.data().path("impersonator").asText(null))
                .containsExactlyInAnyOrder(
                        tuple("session-ended", impersonator, null), tuple("signed-in", customer, impersonator));
        assertThat(rows)
                .anySatisfy(row -> assertThat(row.data().path("sid").asText()).isEqualTo(sid));
    }

    @Test
    void importedUsersAreNewOnesAlsoInPlaceOfOthers() {
        String before = createUser(name, "overwritten");
        PartialImportRepresentation users = new PartialImportRepresentation();
        users.setIfResourceExists("OVERWRITE");
        UserRepresentation sameId = user("of-the-same-id");
        sameId.setId(createUser(name, "of-the-same-id"));
        users.setUsers(List.of(user("overwritten"), user("new"), sameId));
        List<LogRows.Row> rows = events(() -> {
            try (Response imported = realm().partialImport(users)) {
                assertThat(imported.getStatus()).isEqualTo(200);
            }
        });
        assertThat(rows)
                .filteredOn(row -> List.of("registered", "deleted").contains(row.what()))
                .extracting(
                        LogRows.Row::what,
                        row -> row.subject().equals(before),
                        row -> row.data().path("username").asText(null))
                .containsExactlyInAnyOrder(
                        tuple("deleted", true, null),
                        tuple("registered", false, "overwritten"),
                        tuple("registered", false, "new"),
                        tuple("deleted", false, null),
                        tuple("registered", false, "of-the-same-id"));
        assertThat(rows)
                .filteredOn(row -> sameId.getId().equals(row.subject()))
                .extracting(LogRows.Row::what)
                .startsWith("deleted", "registered");
        assertThat(rows).extracting(LogRows.Row::what).doesNotContain("password-changed", "profile-updated");
    }

    @Test
    void anAddressOfThisMachineThatIsNotTheIssuers() {
        String id = createUser(name, "customer");
        try (Keycloak other = Keycloak.getInstance(
                KEYCLOAK.url().replace("localhost", "127.0.0.1"),
                "master",
                RunningKeycloak.ADMINISTRATOR.username(),
                RunningKeycloak.ADMINISTRATOR.password(),
                "admin-cli")) {
            List<LogRows.Row> rows =
                    events(() -> other.realm(name).users().get(id).remove());
            assertThat(rows)
                    .extracting(LogRows.Row::what, LogRows.Row::source)
                    .containsExactly(tuple("deleted", KEYCLOAK.url() + "/realms/" + name));
        }
    }

    private RealmResource realm() {
        return admin.realm(name);
    }

    private void create(String realmName) {
        RealmRepresentation realm = new RealmRepresentation();
        realm.setRealm(realmName);
        realm.setEnabled(true);
        admin.realms().create(realm);
    }

    private String createUser(String realmName, String username) {
        try (Response created = admin.realm(realmName).users().create(user(username))) {
            return CreatedResponseUtil.getCreatedId(created);
        }
    }

    private static UserRepresentation user(String username) {
        UserRepresentation user = new UserRepresentation();
        user.setUsername(username);
        user.setEmail(username + "@example.com");
        user.setFirstName("First");
        user.setLastName("Last");
        user.setEnabled(true);
        user.setCredentials(List.of(LoggedUser.password(PASSWORD)));
        return user;
    }

    private Call.Answer token(String username) {
        return Call.to(KEYCLOAK.url() + "/realms/" + name + "/protocol/openid-connect/token")
                .postForm(Map.of(
                        "grant_type",
                        "password",
                        "client_id",
                        "admin-cli",
                        "username",
                        username,
                        "password",
                        PASSWORD));
    }

    private List<LogRows.Row> events(Runnable change) {
        KEYCLOAK.log().settled(0);
        long before = KEYCLOAK.log().lastPosition();
        change.run();
        return KEYCLOAK.log().settled(before).stream()
                .filter(row -> row.data().path("realm").asText().equals(name))
                .toList();
    }
}

package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.core.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.UserRepresentation;

/** Keycloak is killed once, at a moment when an event waits at each step between the commit and the receiver. */
@ResourceLock(KeycloakOnPostgresql.LOCK)
class ACommittedChangeIsNeverLostIT {
    private final KeycloakOnPostgresql keycloak = KeycloakOnPostgresql.shared();

    @AfterEach
    void everybodyTakesEverything() {
        keycloak.first.takeEverything();
        keycloak.second.takeEverything();
    }

    @Test
    void whereverItWasWhenKeycloakDied() throws SQLException {
        // These events have a position, but their receiver is away.
        keycloak.first.answer(event -> 503);
        LoggedUser undelivered = LoggedUser.create();
        undelivered.signIn();
        undelivered.grantManager();
        // So have these, and one is of a realm that no longer exists when Keycloak starts again.
        keycloak.second.answer(event -> 503);
        String ofARealmThatIsGone = createUserAndRemoveRealm("leaving");
        LoggedUser deleted = LoggedUser.create();
        deleted.resource().remove();
        // This user's next event is committed, but has no position yet.
        LoggedUser unpositioned = LoggedUser.create();
        keycloak.log().settled(0);
        long before = keycloak.log().lastPosition();
        try (Connection connection = keycloak.database().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT * FROM DAEMUN_EVENT_SEQUENCER FOR UPDATE");
            unpositioned.grantManager();
            keycloak.kill();
            connection.rollback();
        }
        assertThat(keycloak.log().after(before)).as("has no position yet").isEmpty();

        keycloak.startKeycloak();
        assertThat(keycloak.log().settled(before))
                .filteredOn(row -> unpositioned.id().equals(row.subject()))
                .extracting(LogRows.Row::what)
                .containsExactly("role-granted");

        undelivered.resource().logout();
        keycloak.first.takeEverything();
        keycloak.first.await(undelivered.id(), "signed-out-everywhere");
        assertThat(keycloak.first.taken(undelivered.id()).stream()
                        .map(event -> event.path("type").asText())
                        .distinct())
                .containsExactly(
                        "dev.daemun.identity.registered.v1",
                        "dev.daemun.identity.role-granted.v1",
                        "dev.daemun.identity.signed-in.v1",
                        "dev.daemun.identity.signed-out-everywhere.v1");

        keycloak.second.takeEverything();
        keycloak.second.await(deleted.id(), "deleted");
        JsonNode registered = keycloak.second.await(ofARealmThatIsGone, "registered");
        assertThat(registered.path("source").asText()).isEqualTo(keycloak.url() + "/realms/leaving");
        assertThat(registered.path("data").path("realm").asText()).isEqualTo("leaving");

        undelivered.close();
        unpositioned.close();
        deleted.admin().close();
    }

    private String createUserAndRemoveRealm(String name) {
        try (Keycloak admin = keycloak.admin()) {
            admin.realms().create(EmptyRealm.named(name));
            UserRepresentation user = new UserRepresentation();
            user.setUsername("leaver");
            try (Response created = admin.realm(name).users().create(user)) {
                return CreatedResponseUtil.getCreatedId(created);
            } finally {
                admin.realm(name).remove();
            }
        }
    }
}

package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.keycloak.representations.idm.UserRepresentation;

@ResourceLock(KeycloakOnPostgresql.LOCK)
class RolledBackChangeIsNeverToldIT {
    private static final String COMMITTING =
            "SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted";

    private final KeycloakOnPostgresql keycloak = KeycloakOnPostgresql.shared();

    @AfterEach
    void takeEverything() {
        keycloak.first.takeEverything();
    }

    @Test
    void whatTheDatabaseRefusesAtTheEnd() {
        try (LoggedUser user = LoggedUser.create()) {
            long before = lastSettled();
            keycloak.log()
                    .execute("ALTER TABLE USER_ROLE_MAPPING ADD CONSTRAINT REFUSED CHECK (ROLE_ID = '') NOT VALID");
            try {
                assertThatThrownBy(user::grantManager).isInstanceOf(WebApplicationException.class);
            } finally {
                keycloak.log().execute("ALTER TABLE USER_ROLE_MAPPING DROP CONSTRAINT REFUSED");
            }
            assertThat(keycloak.log().settled(before)).isEmpty();
            user.grantManager();
            assertThat(keycloak.log().settled(before))
                    .extracting(LogRows.Row::what)
                    .containsExactly("role-granted");
        }
    }

    @Test
    void whatKeycloakItselfRefuses() {
        try (LoggedUser user = LoggedUser.create()) {
            long before = lastSettled();
            UserRepresentation twin = new UserRepresentation();
            twin.setUsername(user.login().username());
            try (Response refused = keycloak.realm(user.admin()).users().create(twin)) {
                assertThat(refused.getStatus()).isEqualTo(409);
            }
            assertThat(keycloak.log().settled(before)).isEmpty();
        }
    }

    /** The same death is one in the middle of a delivery, which therefore comes again. */
    @Test
    void whatWasWrittenWhenKeycloakDiedAsItSentSomethingElse() throws SQLException {
        LoggedUser user = LoggedUser.create();
        LoggedUser other = LoggedUser.create();
        keycloak.first.await(other.id(), "registered");
        keycloak.first.answer(event -> 503);
        other.grantManager();
        long before = lastSettled();
        LogRows log = keycloak.log();
        log.execute("CREATE FUNCTION held_at_commit() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$ BEGIN PERFORM pg_advisory_xact_lock(1); RETURN NULL; END $$");
        log.execute("CREATE CONSTRAINT TRIGGER held AFTER INSERT ON DAEMUN_EVENT DEFERRABLE INITIALLY DEFERRED"
                + " FOR EACH ROW EXECUTE FUNCTION held_at_commit()");
        CompletableFuture<Void> granting;
        AtomicBoolean killed = new AtomicBoolean();
        try (Connection connection = keycloak.database().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(1)");
            granting = CompletableFuture.runAsync(user::grantManager);
            Awaitility.await().until(() -> log.number(COMMITTING) == 1);
            keycloak.first.answer(event -> {
                if (isGrantTo(other, event) && killed.compareAndSet(false, true)) {
                    keycloak.kill();
                }
                return 204;
            });
            Awaitility.await().atMost(Duration.ofSeconds(30)).untilTrue(killed);
            // A killed process does not close its connections, and the database notices that only after a while.
            statement.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted");
            Awaitility.await().until(() -> log.number(COMMITTING) == 0);
        } finally {
            log.execute("DROP FUNCTION held_at_commit CASCADE");
            keycloak.startKeycloak();
        }
        assertThat(granting).failsWithin(Duration.ofSeconds(30));

        assertThat(user.isManager()).isFalse();
        assertThat(log.settled(before))
                .filteredOn(row -> user.id().equals(row.subject()))
                .isEmpty();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> grantsTo(other).size() >= 2);
        assertThat(Set.copyOf(grantsTo(other)))
                .as("both deliveries are of the same event, with the same id")
                .hasSize(1);
        user.close();
        other.close();
    }

    private List<JsonNode> grantsTo(LoggedUser user) {
        return keycloak.first.taken(user.id()).stream()
                .filter(event -> isGrantTo(user, event))
                .toList();
    }

    private static boolean isGrantTo(LoggedUser user, JsonNode event) {
        return event.path("subject").asText().equals(user.id())
                && event.path("data").path("role").asText().equals("order-manager");
    }

    private long lastSettled() {
        keycloak.log().settled(0);
        return keycloak.log().lastPosition();
    }
}

package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.UserRepresentation;

@Tag("own-keycloak")
class RolledBackChangeIsNeverToldIT {
    private static final String COMMITTING =
            "SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted";

    private final KeycloakOnPostgresql keycloak = KeycloakOnPostgresql.shared();

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

    @Test
    void whatWasWrittenWhenKeycloakDied() throws SQLException {
        LoggedUser user = LoggedUser.create();
        long before = lastSettled();
        LogRows log = keycloak.log();
        log.execute("CREATE FUNCTION held_at_commit() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$ BEGIN PERFORM pg_advisory_xact_lock(1); RETURN NULL; END $$");
        log.execute("CREATE CONSTRAINT TRIGGER held AFTER INSERT ON DAEMUN_EVENT DEFERRABLE INITIALLY DEFERRED"
                + " FOR EACH ROW EXECUTE FUNCTION held_at_commit()");
        CompletableFuture<Void> granting;
        try (Connection connection = keycloak.database().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(1)");
            granting = CompletableFuture.runAsync(user::grantManager);
            Awaitility.await().until(() -> log.number(COMMITTING) == 1);
            keycloak.kill();
            // A killed process does not say good-bye; the database notices by itself, in its own time.
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
        user.close();
    }

    private long lastSettled() {
        keycloak.log().settled(0);
        return keycloak.log().lastPosition();
    }
}

package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Keycloak dies after the commit and before the event has its position, which the test holds back by its lock. */
@Tag("own-keycloak")
class ACommittedChangeIsNeverLostIT {
    private final KeycloakOnPostgresql keycloak = KeycloakOnPostgresql.shared();

    @Test
    void killedBetweenCommitAndPosition() throws SQLException {
        LoggedUser user = LoggedUser.create();
        keycloak.log().settled(0);
        long before = keycloak.log().lastPosition();
        try (Connection connection = keycloak.database().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT * FROM DAEMUN_EVENT_SEQUENCER FOR UPDATE");
            user.grantManager();
            keycloak.kill();
            connection.rollback();
        }
        assertThat(keycloak.log().after(before)).as("not yet told").isEmpty();

        keycloak.startKeycloak();
        assertThat(keycloak.log().settled(before))
                .filteredOn(row -> user.id().equals(row.subject()))
                .extracting(LogRows.Row::what)
                .containsExactly("role-granted");
        user.admin().close();
    }
}

package dev.daemun.eventrelay.relay;

import dev.daemun.eventlog.store.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/** The right to deliver to a destination, which one node of the cluster has at a time and another gets when it dies. */
final class Lease {
    private static final Duration LENGTH = Duration.ofSeconds(15);
    private static final Duration RENEWED_BEFORE_ITS_END = Duration.ofSeconds(10);

    private final KeycloakSessionFactory sessions;
    private final String destination;
    private final Clock clock;
    private final String holder = UUID.randomUUID().toString();
    private Instant until = Instant.EPOCH;

    Lease(KeycloakSessionFactory sessions, String destination, Clock clock) {
        this.sessions = sessions;
        this.destination = destination;
        this.clock = clock;
    }

    /** Whether this node has it, taken or renewed where needed. */
    boolean held() {
        Instant now = clock.instant();
        if (now.isBefore(until.minus(RENEWED_BEFORE_ITS_END))) {
            return true;
        }
        Instant next = now.plus(LENGTH);
        boolean taken = KeycloakModelUtils.runJobInTransactionWithResult(
                sessions, session -> new Database(session).get(connection -> take(connection, now, next)));
        until = taken ? next : Instant.EPOCH;
        return taken;
    }

    /** Lets another node have it at once. */
    void release() {
        if (clock.instant().isBefore(until)) {
            until = Instant.EPOCH;
            KeycloakModelUtils.runJobInTransaction(sessions, session -> new Database(session).change(this::giveBack));
        }
    }

    private boolean take(Connection connection, Instant now, Instant next) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE DAEMUN_RELAY_LEASE SET HOLDER = ?, VALID_UNTIL = ?"
                        + " WHERE DESTINATION = ? AND (HOLDER = ? OR VALID_UNTIL < ?)")) {
            update.setString(1, holder);
            update.setLong(2, next.toEpochMilli());
            update.setString(3, destination);
            update.setString(4, holder);
            update.setLong(5, now.toEpochMilli());
            if (update.executeUpdate() == 1) {
                return true;
            }
        }
        // Of two nodes that insert at once one fails, and tries again a second later.
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO DAEMUN_RELAY_LEASE (DESTINATION, HOLDER, VALID_UNTIL) SELECT ?, ?, CAST(? AS BIGINT)"
                        + " FROM DAEMUN_EVENT_SEQUENCER"
                        + " WHERE NOT EXISTS (SELECT 1 FROM DAEMUN_RELAY_LEASE WHERE DESTINATION = ?)")) {
            insert.setString(1, destination);
            insert.setString(2, holder);
            insert.setLong(3, next.toEpochMilli());
            insert.setString(4, destination);
            return insert.executeUpdate() == 1;
        }
    }

    private void giveBack(Connection connection) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE DAEMUN_RELAY_LEASE SET VALID_UNTIL = 0 WHERE DESTINATION = ? AND HOLDER = ?")) {
            update.setString(1, destination);
            update.setString(2, holder);
            update.executeUpdate();
        }
    }
}

package dev.daemun.eventrelay.relay;

import dev.daemun.eventlog.Database;
import dev.daemun.eventlog.Transactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * The right to deliver to a destination. One node of the cluster has it at a time; when that node dies another one gets it
 * within fifteen seconds.
 */
final class Lease {
    private static final Duration LENGTH = Duration.ofSeconds(15);
    private static final Duration RENEWED_BEFORE_ITS_END = Duration.ofSeconds(10);

    private final Transactions transactions;
    private final String destination;
    private final Clock clock;
    private final String holder = UUID.randomUUID().toString();
    private Instant until = Instant.EPOCH;

    Lease(Transactions transactions, String destination, Clock clock) {
        this.transactions = transactions;
        this.destination = destination;
        this.clock = clock;
    }

    /** Whether this node has it. Takes or renews it where that is possible and needed. */
    boolean held() {
        Instant now = clock.instant();
        if (now.isBefore(until.minus(RENEWED_BEFORE_ITS_END))) {
            return true;
        }
        Instant next = now.plus(LENGTH);
        boolean taken =
                transactions.call(session -> new Database(session).get(connection -> take(connection, now, next)));
        until = taken ? next : Instant.EPOCH;
        return taken;
    }

    /** Gives it back, so that another node need not wait for its end. */
    void release() {
        if (clock.instant().isBefore(until)) {
            until = Instant.EPOCH;
            transactions.run(session -> new Database(session).change(this::giveBack));
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
        return !exists(connection) && insert(connection, next);
    }

    private boolean exists(Connection connection) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT 1 FROM DAEMUN_RELAY_LEASE WHERE DESTINATION = ?")) {
            query.setString(1, destination);
            try (ResultSet row = query.executeQuery()) {
                return row.next();
            }
        }
    }

    /** Where two nodes insert at the same moment one of them fails, and finds the other's row at its next attempt. */
    private boolean insert(Connection connection, Instant next) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO DAEMUN_RELAY_LEASE (DESTINATION, HOLDER, VALID_UNTIL) VALUES (?, ?, ?)")) {
            insert.setString(1, destination);
            insert.setString(2, holder);
            insert.setLong(3, next.toEpochMilli());
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

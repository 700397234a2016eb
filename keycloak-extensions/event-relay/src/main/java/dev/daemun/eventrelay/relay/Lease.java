package dev.daemun.eventrelay.relay;

import dev.daemun.eventlog.Database;
import dev.daemun.eventlog.LockLimits;
import dev.daemun.eventlog.Transactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * The right to deliver to a destination. One node of the cluster has it at a time, and renews it each second, also while a
 * delivery takes long; when that node dies or freezes another one gets it within four seconds. Its end is told by the
 * database's clock, since the clocks of two nodes may differ by more than the lease is long.
 */
final class Lease {
    private static final Duration LENGTH = Duration.ofSeconds(3);

    private final Transactions transactions;
    private final String destination;
    private final SharedClock shared;
    private final LongSupplier nanoTime;
    private final String holder = UUID.randomUUID().toString();
    private boolean taken;
    private long takenAt;

    /** The clock that all nodes share. */
    @FunctionalInterface
    interface SharedClock {
        Instant now(Connection connection) throws SQLException;
    }

    /**
     * A lease that nobody has yet.
     *
     * @param nanoTime says how much time has passed on this node, whatever becomes of its clock
     */
    Lease(Transactions transactions, String destination, SharedClock shared, LongSupplier nanoTime) {
        this.transactions = transactions;
        this.destination = destination;
        this.shared = shared;
        this.nanoTime = nanoTime;
    }

    /** Whether this node has it, without asking the database. */
    synchronized boolean isValid() {
        return taken && nanoTime.getAsLong() - takenAt < LENGTH.toNanos();
    }

    /** Takes it where no other node has it, and makes it longer where this node has it. */
    synchronized boolean take() {
        // Before the database is asked, so that this node never believes in it for longer than the database does.
        long asked = nanoTime.getAsLong();
        taken = transactions.call(session -> new Database(session).get(this::take));
        takenAt = asked;
        return isValid();
    }

    /** Makes it longer where this node has it. To be called each second. */
    synchronized void renew() {
        if (isValid()) {
            boolean unused = take();
        }
    }

    /** Gives it back, so that another node need not wait for its end. */
    synchronized void release() {
        if (isValid()) {
            taken = false;
            transactions.run(session -> new Database(session).change(this::giveBack));
        }
    }

    private boolean take(Connection connection) throws SQLException {
        LockLimits.apply(connection);
        Instant now = shared.now(connection);
        Instant end = now.plus(LENGTH);
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE DAEMUN_RELAY_LEASE SET HOLDER = ?, VALID_UNTIL = ?"
                        + " WHERE DESTINATION = ? AND (HOLDER = ? OR VALID_UNTIL <= ?)")) {
            update.setString(1, holder);
            update.setLong(2, end.toEpochMilli());
            update.setString(3, destination);
            update.setString(4, holder);
            update.setLong(5, now.toEpochMilli());
            if (update.executeUpdate() == 1) {
                return true;
            }
        }
        return !exists(connection) && insert(connection, end);
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
    private boolean insert(Connection connection, Instant end) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO DAEMUN_RELAY_LEASE (DESTINATION, HOLDER, VALID_UNTIL) VALUES (?, ?, ?)")) {
            insert.setString(1, destination);
            insert.setString(2, holder);
            insert.setLong(3, end.toEpochMilli());
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

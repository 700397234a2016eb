package dev.daemun.eventlog.sequencing;

import dev.daemun.eventlog.Completeness;
import dev.daemun.eventlog.DatabaseClock;
import dev.daemun.eventlog.LockLimits;
import dev.daemun.eventlog.LogState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Gives out positions. The lock of its one row lets only one transaction of the whole cluster do so at a time. That
 * transaction commits the positions of its events together with the highest position, so a reader that sees a position
 * also sees all events below it. It needs the isolation level READ COMMITTED, as Keycloak does.
 */
final class SequencerTable {
    private static final int BATCH = 500;

    private final Connection connection;

    SequencerTable(Connection connection) {
        this.connection = connection;
    }

    /** How many committed events have no position yet, counted up to a bound; takes no lock. */
    long waiting() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM (SELECT INSERTION FROM DAEMUN_EVENT"
                        + " WHERE POSITION IS NULL FETCH FIRST 10000 ROWS ONLY) WAITING")) {
            row.next();
            return row.getLong(1);
        }
    }

    /**
     * What was given out.
     *
     * @param last the highest position so far, on whichever node
     * @param mayBeMore whether more events may have no position yet
     */
    record GivenOut(long last, boolean mayBeMore) {}

    /** Gives positions to committed events that have none. */
    GivenOut giveOutPositions(Clock own) throws SQLException {
        long last = lock();
        // Told only now, because waiting for the lock may take long.
        Instant complete = DatabaseClock.now(connection, own);
        List<Waiting> waiting = waiting(BATCH);
        Instant now = later(later(complete, own.instant()), LatestClock.of(connection));
        try (PreparedStatement statement = connection.prepareStatement(
                "UPDATE DAEMUN_EVENT SET POSITION = ?, POSITIONED_AT = ? WHERE INSERTION = ?")) {
            for (Waiting event : waiting) {
                statement.setLong(1, ++last);
                statement.setLong(2, later(now, event.time()).toEpochMilli());
                statement.setLong(3, event.insertion());
                statement.addBatch();
            }
            statement.executeBatch();
        }
        boolean mayBeMore = waiting.size() == BATCH;
        if (mayBeMore) {
            set("LAST_POSITION", last);
        } else {
            setLast(last, complete);
        }
        return new GivenOut(last, mayBeMore);
    }

    /** Up to which moment everything has a position; takes no lock. */
    Completeness completeness(Clock own) throws SQLException {
        // Before the look at what waits, so that whatever was committed until then is seen by it.
        Instant now = DatabaseClock.now(connection, own);
        return new Completeness(waiting(1).isEmpty() ? now : completeUntil(), now);
    }

    /** What the log holds. */
    LogState state() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT LOG_ID, FORGOTTEN_POSITION, LAST_POSITION FROM DAEMUN_EVENT_SEQUENCER WHERE ID = 1")) {
            row.next();
            return new LogState(row.getString(1), row.getLong(2), row.getLong(3));
        }
    }

    /** Gives the log its id, once and for all. */
    void nameLog() throws SQLException {
        lock();
        try (PreparedStatement statement = connection.prepareStatement(
                "UPDATE DAEMUN_EVENT_SEQUENCER SET LOG_ID = ? WHERE ID = 1 AND LOG_ID IS NULL")) {
            statement.setString(1, UUID.randomUUID().toString());
            statement.executeUpdate();
        }
    }

    void forget(long position) throws SQLException {
        set("FORGOTTEN_POSITION", position);
    }

    long lock() throws SQLException {
        LockLimits.apply(connection);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT LAST_POSITION FROM DAEMUN_EVENT_SEQUENCER WHERE ID = 1 FOR UPDATE")) {
            row.next();
            return row.getLong(1);
        }
    }

    private List<Waiting> waiting(int limit) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT INSERTION, EVENT_TIME FROM DAEMUN_EVENT WHERE POSITION IS NULL"
                        + " ORDER BY INSERTION FETCH FIRST ? ROWS ONLY")) {
            statement.setInt(1, limit);
            try (ResultSet rows = statement.executeQuery()) {
                List<Waiting> waiting = new ArrayList<>();
                while (rows.next()) {
                    waiting.add(new Waiting(rows.getLong(1), Instant.ofEpochMilli(rows.getLong(2))));
                }
                return waiting;
            }
        }
    }

    private Instant completeUntil() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT COMPLETE_UNTIL FROM DAEMUN_EVENT_SEQUENCER WHERE ID = 1")) {
            row.next();
            return Instant.ofEpochMilli(row.getLong(1));
        }
    }

    /** Tokens say by the clocks of several nodes when they were issued, so an event is never dated before any that is known. */
    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** Both by one statement, because this is done after each sign-in and each log-out. */
    private void setLast(long position, Instant complete) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "UPDATE DAEMUN_EVENT_SEQUENCER SET LAST_POSITION = ?, COMPLETE_UNTIL = ? WHERE ID = 1")) {
            statement.setLong(1, position);
            statement.setLong(2, complete.toEpochMilli());
            statement.executeUpdate();
        }
    }

    private void set(String column, long value) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE DAEMUN_EVENT_SEQUENCER SET " + column + " = ? WHERE ID = 1")) {
            statement.setLong(1, value);
            statement.executeUpdate();
        }
    }

    /**
     * A committed event without a position.
     *
     * @param time when it happened, by the clock of its node
     */
    private record Waiting(long insertion, Instant time) {}
}

package dev.daemun.eventlog.sequencing;

import dev.daemun.eventlog.LogState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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

    /** Whether a committed event has no position yet; takes no lock. */
    boolean isAnyWaiting() throws SQLException {
        return !waiting(1).isEmpty();
    }

    /**
     * Gives positions to committed events that have none.
     *
     * @return whether there may be more
     */
    boolean giveOutPositions(Instant now) throws SQLException {
        long last = lock();
        List<Long> waiting = waiting(BATCH);
        try (PreparedStatement statement = connection.prepareStatement(
                "UPDATE DAEMUN_EVENT SET POSITION = ?, POSITIONED_AT = ? WHERE INSERTION = ?")) {
            for (long insertion : waiting) {
                statement.setLong(1, ++last);
                statement.setLong(2, now.toEpochMilli());
                statement.setLong(3, insertion);
                statement.addBatch();
            }
            statement.executeBatch();
        }
        set("LAST_POSITION", last);
        return waiting.size() == BATCH;
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
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT LAST_POSITION FROM DAEMUN_EVENT_SEQUENCER WHERE ID = 1 FOR UPDATE")) {
            row.next();
            return row.getLong(1);
        }
    }

    private List<Long> waiting(int limit) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT INSERTION FROM DAEMUN_EVENT WHERE POSITION IS NULL"
                        + " ORDER BY INSERTION FETCH FIRST ? ROWS ONLY")) {
            statement.setInt(1, limit);
            try (ResultSet rows = statement.executeQuery()) {
                List<Long> insertions = new ArrayList<>();
                while (rows.next()) {
                    insertions.add(rows.getLong(1));
                }
                return insertions;
            }
        }
    }

    private void set(String column, long value) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE DAEMUN_EVENT_SEQUENCER SET " + column + " = ? WHERE ID = 1")) {
            statement.setLong(1, value);
            statement.executeUpdate();
        }
    }
}

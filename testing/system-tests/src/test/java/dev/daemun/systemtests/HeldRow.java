package dev.daemun.systemtests;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import org.awaitility.Awaitility;

/** A row in PostgreSQL that nobody else can change for a while, or all of a table, which nobody else can even read. */
final class HeldRow implements AutoCloseable {
    private final LogRows rows;
    private final Connection connection;
    private final String table;

    private HeldRow(LogRows rows, Connection connection, String table) {
        this.rows = rows;
        this.connection = connection;
        this.table = table;
    }

    static HeldRow in(LogRows rows, String table, String id) {
        return hold(rows, table, "SELECT 1 FROM " + table + " WHERE ID = ? FOR NO KEY UPDATE", id);
    }

    static HeldRow all(LogRows rows, String table) {
        return hold(rows, table, "LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE");
    }

    private static HeldRow hold(LogRows rows, String table, String sql, String... parameters) {
        try {
            HeldRow held = new HeldRow(rows, rows.database().getConnection(), table);
            held.connection.setAutoCommit(false);
            try (PreparedStatement statement = held.connection.prepareStatement(sql)) {
                for (int i = 0; i < parameters.length; i++) {
                    statement.setString(i + 1, parameters[i]);
                }
                statement.execute();
            }
            return held;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits until so many transactions wait for a row of this table. */
    void awaitWaiting(long transactions) {
        // Within one transaction PostgreSQL would always show the same, so it is not asked on the connection that holds
        // the row.
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> rows.number("SELECT COUNT(*) " + waiting()) == transactions);
    }

    /** Has the database end the connections of those that wait for a row of this table. */
    void endWaiting() {
        rows.execute("SELECT pg_terminate_backend(pid) " + waiting());
    }

    private String waiting() {
        return "FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query ILIKE '%" + table + "%'";
    }

    @Override
    public void close() {
        try {
            connection.rollback();
            connection.close();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}

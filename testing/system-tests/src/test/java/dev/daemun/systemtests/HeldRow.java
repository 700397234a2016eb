package dev.daemun.systemtests;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import org.awaitility.Awaitility;

/** A row in PostgreSQL that nobody else can change for a while. */
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
        try {
            HeldRow held = new HeldRow(rows, rows.database().getConnection(), table);
            held.connection.setAutoCommit(false);
            try (PreparedStatement statement =
                    held.connection.prepareStatement("SELECT 1 FROM " + table + " WHERE ID = ? FOR NO KEY UPDATE")) {
                statement.setString(1, id);
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
                .until(() -> rows.number("SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                                + " AND query ILIKE '%" + table + "%'")
                        == transactions);
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

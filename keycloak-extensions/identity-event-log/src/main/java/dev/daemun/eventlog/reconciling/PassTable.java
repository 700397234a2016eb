package dev.daemun.eventlog.reconciling;

import dev.daemun.eventlog.LockLimits;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** The one pass of all nodes. Whoever does a page holds the lock of its row until the page is committed. */
final class PassTable {
    private static final String LOCK = """
            SELECT HOLDER, DUE_AT, STARTED_AT, STARTED_WITH, STARTED_BEFORE, SINCE_POSITION, STEP, REACHED
            FROM DAEMUN_RECONCILING WHERE ID = 1 FOR UPDATE""";
    private static final String SAVE = """
            UPDATE DAEMUN_RECONCILING SET HOLDER = ?, DUE_AT = ?, STARTED_AT = ?, STARTED_WITH = ?, STARTED_BEFORE = ?,
            SINCE_POSITION = ?, STEP = ?, REACHED = ? WHERE ID = 1""";
    private static final String LAST = "SELECT LAST_POSITION FROM DAEMUN_EVENT_SEQUENCER WHERE ID = 1";

    private final Connection connection;

    PassTable(Connection connection) {
        this.connection = connection;
    }

    /** What time it is. */
    @FunctionalInterface
    interface Time {
        Instant on(Connection connection) throws SQLException;
    }

    Pass lock(Time time) throws SQLException {
        LockLimits.apply(connection);
        Pass locked = Sql.rows(connection, LOCK, PassTable::pass).get(0);
        // Both are asked only now, because waiting for the lock may take long.
        long last = Sql.rows(connection, LAST, row -> row.getLong(1)).get(0);
        return new Pass(
                time.on(connection),
                last,
                locked.holder(),
                locked.dueAt(),
                locked.startedAt(),
                locked.startedWith(),
                locked.before(),
                locked.since(),
                locked.step(),
                locked.reached());
    }

    void save(Pass pass) throws SQLException {
        Sql.change(
                connection,
                SAVE,
                pass.holder(),
                pass.dueAt().toEpochMilli(),
                pass.startedAt().toEpochMilli(),
                pass.startedWith(),
                pass.before().toEpochMilli(),
                pass.since(),
                pass.step(),
                pass.reached());
    }

    private static Pass pass(ResultSet row) throws SQLException {
        return new Pass(
                Instant.EPOCH,
                0,
                row.getString(1),
                Instant.ofEpochMilli(row.getLong(2)),
                Instant.ofEpochMilli(row.getLong(3)),
                row.getLong(4),
                Instant.ofEpochMilli(row.getLong(5)),
                row.getLong(6),
                row.getInt(7),
                row.getString(8));
    }
}

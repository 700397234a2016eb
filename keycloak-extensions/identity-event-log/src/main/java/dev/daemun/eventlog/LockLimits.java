package dev.daemun.eventlog;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Limits for a transaction that takes a lock for which the other nodes wait. A node that is frozen while it holds the lock must not
 * keep them waiting: the database ends its transaction after three seconds without a statement. Whoever waits for the lock waits
 * for longer than that, ten seconds, but not for ever.
 */
public final class LockLimits {
    private static final String ON_POSTGRESQL =
            "SET LOCAL idle_in_transaction_session_timeout = '3s'; SET LOCAL lock_timeout = '10s'";

    private LockLimits() {}

    /** Sets them for the rest of the running transaction. An embedded database has no other nodes and needs none. */
    public static void apply(Connection connection) throws SQLException {
        if (DatabaseClock.isPostgresql(connection)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(ON_POSTGRESQL);
            }
        }
    }
}

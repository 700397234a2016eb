package dev.daemun.eventlog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The one clock that all nodes share: the database's. A lease that a row of the database contains should end by it, since the
 * clocks of two nodes may differ by more than the lease is long.
 */
public final class DatabaseClock {
    private static final String POSTGRESQL = "PostgreSQL";

    private DatabaseClock() {}

    /**
     * What time it is now, and not when the transaction began, in whole milliseconds.
     *
     * @param own this process's clock, which is the database's as well where that is embedded
     */
    public static Instant now(Connection connection, Clock own) throws SQLException {
        if (!isPostgresql(connection)) {
            return own.instant().truncatedTo(ChronoUnit.MILLIS);
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)")) {
            row.next();
            return Instant.ofEpochMilli(row.getLong(1));
        }
    }

    /** Whether it is a PostgreSQL, the database of production. Otherwise it is the H2 that Keycloak embeds. */
    public static boolean isPostgresql(Connection connection) throws SQLException {
        return POSTGRESQL.equals(connection.getMetaData().getDatabaseProductName());
    }
}

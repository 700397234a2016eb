package dev.daemun.eventlog.sequencing;

import dev.daemun.eventlog.Database;
import dev.daemun.eventlog.IdentityEvent;
import dev.daemun.eventlog.fakes.TestDatabase;
import dev.daemun.eventlog.store.EventTable;
import dev.daemun.eventlog.store.NewEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import liquibase.exception.LiquibaseException;

/** Small transactions on the log's tables. */
final class LogDatabase {
    private LogDatabase() {}

    /** A database with the log's tables. */
    static DataSource migrated(TestDatabase kind) throws SQLException, LiquibaseException {
        return kind.migrated("META-INF/daemun-event-log-changelog.xml");
    }

    /** One transaction. */
    static <T> T in(DataSource database, Database.Query<T> work) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            T result = work.on(connection);
            connection.commit();
            return result;
        }
    }

    /** An event that has no position yet. */
    static NewEvent event(String subject, String number) {
        return new NewEvent(
                UUID.randomUUID().toString(),
                "dev.daemun.identity.signed-in.v1",
                "realm",
                "https://id.example.com/realms/daemun",
                subject,
                subject,
                Instant.now(),
                number,
                null);
    }

    /** Commits an event. */
    static void insert(DataSource database, NewEvent event) throws SQLException {
        in(database, connection -> {
            new EventTable(connection).insert(List.of(event));
            return null;
        });
    }

    /** Whether more events may have no position yet. */
    static boolean giveOut(DataSource database) throws SQLException {
        return in(
                database,
                connection -> new SequencerTable(connection)
                        .giveOutPositions(Clock.systemUTC())
                        .mayBeMore());
    }

    static List<IdentityEvent> after(DataSource database, long position) throws SQLException {
        return in(database, connection -> new EventTable(connection).after(position, 7));
    }

    static long register(DataSource database, String reader, long cursor) throws SQLException {
        return in(database, connection -> new ReaderTable(connection).register(reader, cursor));
    }
}

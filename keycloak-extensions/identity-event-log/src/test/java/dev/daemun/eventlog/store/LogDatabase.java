package dev.daemun.eventlog.store;

import dev.daemun.eventlog.IdentityEvent;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import liquibase.Liquibase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.h2.jdbcx.JdbcDataSource;

/** A database with the log's tables, made by the changelog that Keycloak runs. */
enum LogDatabase {
    POSTGRESQL {
        @Override
        DataSource create() throws IOException, SQLException {
            EmbeddedPostgres server = Server.STARTED;
            String name = "log" + UUID.randomUUID().toString().replace("-", "");
            try (Connection connection = server.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + name);
            }
            return server.getDatabase("postgres", name);
        }
    },
    H2 {
        @Override
        DataSource create() {
            JdbcDataSource database = new JdbcDataSource();
            database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=30000");
            return database;
        }
    };

    abstract DataSource create() throws IOException, SQLException;

    DataSource migrated() throws IOException, SQLException, LiquibaseException {
        DataSource database = create();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE USER_ENTITY (ID VARCHAR(36), REALM_ID VARCHAR(255), ENABLED BOOLEAN)");
            try (Liquibase changelog = new Liquibase(
                    "META-INF/daemun-event-log-changelog.xml",
                    new ClassLoaderResourceAccessor(),
                    new JdbcConnection(connection))) {
                changelog.update("");
            }
        }
        return database;
    }

    /** One transaction. */
    static <T> T in(DataSource database, Database.Work<T> work) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            T result = work.on(connection);
            connection.commit();
            return result;
        }
    }

    static NewEvent event(String subject, String number) {
        return new NewEvent(
                UUID.randomUUID().toString(),
                "dev.daemun.identity.signed-in.v1",
                "realm",
                "https://id.example.com/realms/daemun",
                subject,
                subject,
                Instant.now(),
                number);
    }

    static void insert(DataSource database, NewEvent event) throws SQLException {
        in(database, connection -> {
            new EventTable(connection).insert(List.of(event));
            return null;
        });
    }

    static boolean giveOut(DataSource database) throws SQLException {
        return in(database, connection -> new SequencerTable(connection).giveOutPositions(Instant.now()));
    }

    static List<IdentityEvent> after(DataSource database, long position) throws SQLException {
        return in(database, connection -> new EventTable(connection).after(position, 7));
    }

    static long register(DataSource database, String reader, long cursor) throws SQLException {
        return in(database, connection -> new ReaderTable(connection).register(reader, cursor));
    }

    private static final class Server {
        private static final EmbeddedPostgres STARTED = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.start();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }
}

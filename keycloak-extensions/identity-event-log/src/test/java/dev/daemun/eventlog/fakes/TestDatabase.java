package dev.daemun.eventlog.fakes;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import liquibase.Liquibase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.h2.jdbcx.JdbcDataSource;

/** A new, empty database of each kind that the extensions run on, with tables made by the changelogs that Keycloak runs. */
public enum TestDatabase {
    /** What production runs on. */
    POSTGRESQL {
        @Override
        DataSource create() throws SQLException {
            String name = "test" + UUID.randomUUID().toString().replace("-", "");
            try (Connection connection = Server.STARTED.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + name);
            }
            return Server.STARTED.getDatabase("postgres", name);
        }
    },
    /** What development runs on. */
    H2 {
        @Override
        DataSource create() {
            JdbcDataSource database = new JdbcDataSource();
            database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=30000");
            return database;
        }
    };

    abstract DataSource create() throws SQLException;

    /** With the tables of some changelogs, and the part of Keycloak's own tables that they refer to. */
    public DataSource migrated(String... changelogs) throws SQLException, LiquibaseException {
        DataSource database = create();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE USER_ENTITY (ID VARCHAR(36), REALM_ID VARCHAR(255), ENABLED BOOLEAN)");
        }
        for (String changelog : changelogs) {
            try (Connection connection = database.getConnection();
                    Liquibase liquibase = new Liquibase(
                            changelog, new ClassLoaderResourceAccessor(), new JdbcConnection(connection))) {
                liquibase.update("");
            }
        }
        return database;
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

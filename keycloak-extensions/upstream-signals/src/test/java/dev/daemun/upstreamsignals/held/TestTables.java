package dev.daemun.upstreamsignals.held;

import dev.daemun.freeports.FreePort;
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

/** A new database of each kind with this module's tables, and two providers called {@code kakao} and {@code google}. */
public enum TestTables {
    POSTGRESQL,
    H2;

    public DataSource migrated() throws SQLException, LiquibaseException {
        DataSource database = this == H2 ? h2() : postgresql();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IDENTITY_PROVIDER (INTERNAL_ID VARCHAR(36) PRIMARY KEY)");
            statement.execute("INSERT INTO IDENTITY_PROVIDER VALUES ('kakao'), ('google')");
        }
        try (Connection connection = database.getConnection();
                Liquibase liquibase = new Liquibase(
                        "META-INF/daemun-upstream-signals-changelog.xml",
                        new ClassLoaderResourceAccessor(),
                        new JdbcConnection(connection))) {
            liquibase.update("");
        }
        return database;
    }

    private static DataSource h2() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=30000");
        return database;
    }

    private static DataSource postgresql() throws SQLException {
        String name = "test" + UUID.randomUUID().toString().replace("-", "");
        try (Connection connection = Server.STARTED.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return Server.STARTED.getDatabase("postgres", name);
    }

    private static final class Server {
        private static final EmbeddedPostgres STARTED = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().setPort(FreePort.next()).start();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }
}

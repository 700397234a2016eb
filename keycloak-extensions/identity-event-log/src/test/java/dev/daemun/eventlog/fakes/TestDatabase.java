package dev.daemun.eventlog.fakes;

import dev.daemun.freeports.FreePort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
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
            database.setURL(
                    "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=30000;NON_KEYWORDS=VALUE");
            return database;
        }
    };

    private static final List<String> KEYCLOAKS_OWN = List.of(
            "CREATE TABLE USER_ENTITY (ID VARCHAR(36) PRIMARY KEY, REALM_ID VARCHAR(255), ENABLED BOOLEAN,"
                    + " NOT_BEFORE INT DEFAULT 0 NOT NULL, SERVICE_ACCOUNT_CLIENT_LINK VARCHAR(255),"
                    + " FEDERATION_LINK VARCHAR(255), USERNAME VARCHAR(255), EMAIL VARCHAR(255),"
                    + " FIRST_NAME VARCHAR(255), LAST_NAME VARCHAR(255), EMAIL_VERIFIED BOOLEAN DEFAULT FALSE NOT NULL)",
            "CREATE TABLE REALM (ID VARCHAR(36) PRIMARY KEY, ENABLED BOOLEAN, NOT_BEFORE INT,"
                    + " ACCESS_TOKEN_LIFESPAN INT, ACCESS_TOKEN_LIFE_IMPLICIT INT)",
            "CREATE TABLE CLIENT (ID VARCHAR(36) PRIMARY KEY, REALM_ID VARCHAR(36), CLIENT_ID VARCHAR(255),"
                    + " ENABLED BOOLEAN, NOT_BEFORE INT)",
            "CREATE TABLE CLIENT_ATTRIBUTES (CLIENT_ID VARCHAR(36), NAME VARCHAR(255), VALUE TEXT)",
            "CREATE TABLE OFFLINE_USER_SESSION (USER_SESSION_ID VARCHAR(36), OFFLINE_FLAG VARCHAR(4),"
                    + " REALM_ID VARCHAR(36), USER_ID VARCHAR(255), REMEMBER_ME BOOLEAN, LAST_SESSION_REFRESH INT,"
                    + " PRIMARY KEY (USER_SESSION_ID, OFFLINE_FLAG))",
            "CREATE TABLE OFFLINE_CLIENT_SESSION (USER_SESSION_ID VARCHAR(36), CLIENT_ID VARCHAR(255),"
                    + " OFFLINE_FLAG VARCHAR(4), PRIMARY KEY (USER_SESSION_ID, CLIENT_ID, OFFLINE_FLAG))");

    abstract DataSource create() throws SQLException;

    /** With the tables of some changelogs, and the part of Keycloak's own tables that they refer to. */
    public DataSource migrated(String... changelogs) throws SQLException, LiquibaseException {
        DataSource database = create();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : KEYCLOAKS_OWN) {
                statement.execute(table);
            }
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
                return EmbeddedPostgres.builder().setPort(FreePort.next()).start();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }
}

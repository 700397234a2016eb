package dev.daemun.safelinking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.daemun.freeports.FreePort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.sql.DataSource;
import liquibase.Liquibase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The constraint itself beside Keycloak's own table, on the databases of production and of development. */
class OneIdentityIsLinkedOnceTest {
    private static EmbeddedPostgres server;

    enum Kind {
        POSTGRESQL("pg_locks WHERE NOT granted"),
        H2("INFORMATION_SCHEMA.SESSIONS WHERE EXECUTING_STATEMENT LIKE 'INSERT INTO DAEMUN%'");

        /** Where the transactions are that wait for another one. */
        private final String waiting;

        Kind(String waiting) {
            this.waiting = waiting;
        }
    }

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedPostgres.builder().setPort(FreePort.next()).start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void ofThreeAtOnceOneIsLinked(Kind kind) throws Exception {
        DataSource database = migrated(kind);
        CyclicBarrier together = new CyclicBarrier(3);
        ExecutorService browsers = Executors.newFixedThreadPool(3);
        try {
            List<Future<Boolean>> linked = browsers.invokeAll(Stream.of("a", "b", "c")
                    .<java.util.concurrent.Callable<Boolean>>map(user -> () -> {
                        together.await();
                        return link(database, "realm", "kakao", "1001", user);
                    })
                    .toList());

            int winners = 0;
            for (Future<Boolean> each : linked) {
                winners += each.get() ? 1 : 0;
            }
            assertThat(winners).isEqualTo(1);
        } finally {
            browsers.shutdownNow();
        }
        assertThat(count(database, "FEDERATED_IDENTITY")).isEqualTo(1);
        assertThat(count(database, "DAEMUN_LINKED_IDENTITY")).isEqualTo(1);
    }

    /** Of a link that is not committed yet nobody else sees anything, so only the constraint can make the second one wait. */
    @ParameterizedTest
    @EnumSource
    void whoeverComesSecondWaitsForTheFirst(Kind kind) throws Exception {
        DataSource database = migrated(kind);
        ExecutorService another = Executors.newSingleThreadExecutor();
        try (Connection first = database.getConnection()) {
            first.setAutoCommit(false);
            insert(first, "realm", "kakao", "1001", "a");
            assertThat(new LinkedIdentityTable(first).take("realm", "kakao", "1001", "a"))
                    .isTrue();
            Future<Boolean> second = another.submit(() -> link(database, "realm", "kakao", "1001", "b"));
            await().until(() -> second.isDone() || count(database, kind.waiting) == 1);
            first.commit();

            assertThat(second.get()).isFalse();
        } finally {
            another.shutdownNow();
        }
        assertThat(count(database, "FEDERATED_IDENTITY")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void otherRealmsProvidersAndIdsAreOtherIdentities(Kind kind) throws Exception {
        DataSource database = migrated(kind);
        assertThat(link(database, "realm", "kakao", "1001", "a")).isTrue();
        assertThat(link(database, "another", "kakao", "1001", "b")).isTrue();
        assertThat(link(database, "realm", "google", "1001", "a")).isTrue();
        assertThat(link(database, "realm", "kakao", "1002", "c")).isTrue();
        assertThat(link(database, "realm", "kakao", "1001", "d")).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aLinkFromBeforeTheConstraintCountsToo(Kind kind) throws Exception {
        DataSource database = migrated(kind);
        execute(database, "INSERT INTO FEDERATED_IDENTITY VALUES ('kakao', 'realm', '1001', 'old')");

        assertThat(link(database, "realm", "kakao", "1001", "new")).isFalse();

        execute(database, "DELETE FROM FEDERATED_IDENTITY WHERE USER_ID = 'old'");
        assertThat(link(database, "realm", "kakao", "1001", "new")).isTrue();
    }

    /** Keycloak deletes links one by one, by user, by provider and by realm, and publishes an event for only some of it. */
    @ParameterizedTest
    @EnumSource
    void howeverALinkGoesItsIdentityIsFree(Kind kind) throws Exception {
        DataSource database = migrated(kind);
        assertThat(link(database, "realm", "kakao", "1001", "a")).isTrue();

        execute(database, "DELETE FROM FEDERATED_IDENTITY WHERE REALM_ID = 'realm'");

        assertThat(count(database, "DAEMUN_LINKED_IDENTITY")).isZero();
        assertThat(link(database, "realm", "kakao", "1001", "b")).isTrue();
    }

    /** As Keycloak does it: its own row first, then ours, and all of it taken back where ours may not be. */
    private static boolean link(DataSource database, String realm, String provider, String externalId, String user)
            throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            insert(connection, realm, provider, externalId, user);
            boolean taken = new LinkedIdentityTable(connection).take(realm, provider, externalId, user);
            if (taken) {
                connection.commit();
            } else {
                connection.rollback();
            }
            return taken;
        }
    }

    private static void insert(Connection connection, String realm, String provider, String externalId, String user)
            throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO FEDERATED_IDENTITY VALUES (?, ?, ?, ?)")) {
            insert.setString(1, provider);
            insert.setString(2, realm);
            insert.setString(3, externalId);
            insert.setString(4, user);
            insert.executeUpdate();
        }
    }

    private static DataSource migrated(Kind kind) throws SQLException, LiquibaseException {
        DataSource database = kind == Kind.H2 ? h2() : postgresql();
        execute(
                database,
                "CREATE TABLE FEDERATED_IDENTITY (IDENTITY_PROVIDER VARCHAR(255), REALM_ID VARCHAR(36),"
                        + " FEDERATED_USER_ID VARCHAR(255), USER_ID VARCHAR(36), PRIMARY KEY (IDENTITY_PROVIDER, USER_ID))");
        try (Connection connection = database.getConnection();
                Liquibase changelog = new Liquibase(
                        new LinkedIdentityTableFactory().create(null).getChangelogLocation(),
                        new ClassLoaderResourceAccessor(),
                        new JdbcConnection(connection))) {
            changelog.update("");
        }
        return database;
    }

    private static DataSource postgresql() throws SQLException {
        String name = "linking" + UUID.randomUUID().toString().replace("-", "");
        execute(server.getPostgresDatabase(), "CREATE DATABASE " + name);
        return server.getDatabase("postgres", name);
    }

    private static DataSource h2() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=30000");
        return database;
    }

    private static void execute(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long count(DataSource database, String table) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
            count.next();
            return count.getLong(1);
        }
    }
}

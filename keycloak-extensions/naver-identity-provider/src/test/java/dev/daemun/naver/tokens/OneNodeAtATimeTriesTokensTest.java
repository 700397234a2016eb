package dev.daemun.naver.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.brokering.BoundedCall;
import dev.daemun.freeports.FreePort;
import dev.daemun.naver.NaverEndedLinkTable;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import liquibase.Liquibase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OneNodeAtATimeTriesTokensTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration DAY = Duration.ofHours(24);
    private static EmbeddedPostgres server;

    enum Kind {
        POSTGRESQL,
        H2
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
    void ofTwoThatBeginAtOnceOneDoes(Kind kind) throws Exception {
        DataSource database = migrated(kind);
        CyclicBarrier together = new CyclicBarrier(2);
        ExecutorService nodes = Executors.newFixedThreadPool(2);
        try {
            var taken = nodes.invokeAll(Stream.of("one", "two")
                    .map(node -> (Callable<Boolean>) () -> {
                        together.await();
                        return take(database, node, NOW).isPresent();
                    })
                    .toList());
            assertThat(List.of(taken.get(0).get(), taken.get(1).get())).containsExactlyInAnyOrder(true, false);
        } finally {
            nodes.shutdownNow();
        }
    }

    @Test
    void aNodeThatIsSlowAsCanBeIsNotTakenForDead() {
        assertThat(CheckPass.LEASE).isGreaterThan(BoundedCall.PATIENCE.multipliedBy(2L * CheckRound.PAGE));
    }

    @ParameterizedTest
    @EnumSource
    void whereADeadNodeWasAnotherGoesOn(Kind kind) throws Exception {
        DataSource database = migrated(kind);
        CheckPass pass = take(database, "one", NOW).orElseThrow();
        assertThat(save(database, "one", pass.after("user-5"))).isTrue();
        assertThat(take(database, "two", NOW.plus(CheckPass.LEASE).minusMillis(1)))
                .isEmpty();

        CheckPass continued = take(database, "two", NOW.plus(CheckPass.LEASE)).orElseThrow();
        assertThat(continued.reached()).isEqualTo("user-5");
        assertThat(continued.startedAt()).isEqualTo(NOW);
        assertThat(save(database, "one", pass.over()))
                .as("the first one was not dead")
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void theNextPassBeginsAnIntervalAfterTheLastHasBegun(Kind kind) throws Exception {
        DataSource database = migrated(kind);
        CheckPass pass = take(database, "one", NOW).orElseThrow();
        assertThat(take(database, "one", NOW.plusSeconds(1)))
                .as("its own pass, the next page")
                .isPresent();
        assertThat(save(database, "one", pass.over())).isTrue();
        assertThat(take(database, "two", NOW.plus(DAY).minusMillis(1))).isEmpty();
        assertThat(take(database, "two", NOW.plus(DAY)).orElseThrow().reached()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aPageHasOnlyLinksWithATokenInTheOrderOfTheAccounts(Kind kind) throws Exception {
        DataSource database = migrated(kind);
        for (String link : List.of("c,naver,t", "a,naver,t", "b,naver,", "d,naver,t", "a,kakao,t")) {
            String[] parts = link.split(",", -1);
            execute(
                    database,
                    "INSERT INTO FEDERATED_IDENTITY VALUES ('realm', '" + parts[1] + "', '" + parts[0] + "', "
                            + (parts[2].isEmpty() ? "NULL" : "'t'") + ")");
        }
        assertThat(users(database, "", 2)).containsExactly("a", "c");
        assertThat(users(database, "c", 2)).containsExactly("d");
        assertThat(users(database, "d", 2)).isEmpty();
        List<String> providers = in(database, CheckTable::providers);
        assertThat(providers).containsExactly("provider");
        String realm = in(database, table -> table.realmOf("provider"));
        String noRealm = in(database, table -> table.realmOf("gone"));
        Optional<CheckPass> noPass = in(database, table -> table.take("gone", "one", NOW, DAY));
        assertThat(realm).isEqualTo("realm");
        assertThat(noRealm).isNull();
        assertThat(noPass).isEmpty();
    }

    private static List<String> users(DataSource database, String reached, int limit) throws SQLException {
        return in(database, table -> table.usersAfter("realm", "naver", reached, limit));
    }

    private static Optional<CheckPass> take(DataSource database, String node, Instant now) throws SQLException {
        return in(database, table -> table.take("provider", node, now, DAY));
    }

    private static boolean save(DataSource database, String node, CheckPass pass) throws SQLException {
        return in(database, table -> table.saveOf(node, "provider", pass));
    }

    private interface Work<T> {
        T on(CheckTable table) throws SQLException;
    }

    private static <T> T in(DataSource database, Work<T> work) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            T result = work.on(new CheckTable(connection));
            connection.commit();
            return result;
        }
    }

    private static DataSource migrated(Kind kind) throws SQLException, LiquibaseException {
        DataSource database = kind == Kind.H2 ? h2() : postgresql();
        execute(database, "CREATE TABLE USER_ENTITY (ID VARCHAR(36) PRIMARY KEY)");
        execute(
                database,
                "CREATE TABLE IDENTITY_PROVIDER"
                        + " (INTERNAL_ID VARCHAR(36) PRIMARY KEY, REALM_ID VARCHAR(36), PROVIDER_ID VARCHAR(255), ENABLED BOOLEAN)");
        execute(database, "INSERT INTO IDENTITY_PROVIDER VALUES ('provider', 'realm', 'naver', TRUE)");
        execute(database, "INSERT INTO IDENTITY_PROVIDER VALUES ('off', 'realm', 'naver', FALSE)");
        execute(database, "INSERT INTO IDENTITY_PROVIDER VALUES ('another', 'realm', 'kakao', TRUE)");
        execute(
                database,
                "CREATE TABLE FEDERATED_IDENTITY"
                        + " (REALM_ID VARCHAR(36), IDENTITY_PROVIDER VARCHAR(255), USER_ID VARCHAR(36), TOKEN TEXT)");
        try (Connection connection = database.getConnection();
                Liquibase changelog = new Liquibase(
                        new NaverEndedLinkTable().create(null).getChangelogLocation(),
                        new ClassLoaderResourceAccessor(),
                        new JdbcConnection(connection))) {
            changelog.update("");
        }
        return database;
    }

    private static DataSource postgresql() throws SQLException {
        String name = "checks" + UUID.randomUUID().toString().replace("-", "");
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
}

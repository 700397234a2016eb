package dev.daemun.kakao;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.brokering.EndedLinkTable;
import dev.daemun.brokering.EndedLinkTable.EndedLink;
import dev.daemun.brokering.EndedLinkTable.ProviderOfRealm;
import dev.daemun.freeports.FreePort;
import dev.daemun.kakao.settings.KakaoIdentityProviderConfig;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
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

class AnEndedLinkIsReopenedOnceTest {
    private static final EndedLink DANA = new EndedLink("realm", "kakao", "1001", "dana");
    private static final EndedLink MINSU = new EndedLink("realm", "kakao", "1002", "minsu");
    private static final ProviderOfRealm KAKAO = new ProviderOfRealm("realm", "kakao");

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
    void ofTwoBrowsersThatComeBackAtOnceOneTakesTheRow(Kind kind) throws Exception {
        DataSource database = migrated(kind);
        insert(database, DANA, 1);
        CyclicBarrier together = new CyclicBarrier(2);
        ExecutorService browsers = Executors.newFixedThreadPool(2);
        try {
            List<Future<Boolean>> taken = browsers.invokeAll(Stream.generate(() -> (Callable<Boolean>) () -> {
                        together.await();
                        return in(database, table -> table.delete(DANA));
                    })
                    .limit(2)
                    .toList());
            assertThat(List.of(taken.get(0).get(), taken.get(1).get())).containsExactlyInAnyOrder(true, false);
        } finally {
            browsers.shutdownNow();
        }
        assertThat(find(database, "1001")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void eachPersonFindsTheirOwnAccount(Kind kind) throws Exception {
        DataSource database = migrated(kind);
        insert(database, DANA, 1);
        insert(database, MINSU, 2);
        assertThat(find(database, "1001")).containsExactly(DANA);
        assertThat(find(database, "1002")).containsExactly(MINSU);
        assertThat(find(database, "1003")).isEmpty();
        assertThat(find(database, "another", "kakao", "1001")).isEmpty();
        assertThat(find(database, "realm", "another", "1001")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void theLastEndCounts(Kind kind) throws Exception {
        DataSource database = migrated(kind);
        insert(database, DANA, 1);
        EndedLink later = new EndedLink("realm", "kakao", "1001", "minsu");
        insert(database, later, 2);
        assertThat(find(database, "1001")).containsExactly(later);
    }

    @ParameterizedTest
    @EnumSource
    void onlyThoseAreDueThatEndedLongEnoughAgoTheOldestFirst(Kind kind) throws Exception {
        DataSource database = migrated(kind);
        insert(database, MINSU, 10);
        insert(database, DANA, 5);
        assertThat(due(database, 4, 9)).isEmpty();
        assertThat(due(database, 5, 9)).containsExactly(DANA);
        assertThat(due(database, 10, 9)).containsExactly(DANA, MINSU);
        assertThat(due(database, 10, 1)).containsExactly(DANA);
        List<ProviderOfRealm> providers = in(database, EndedLinkTable::providers);
        assertThat(providers).containsExactly(KAKAO);
    }

    @ParameterizedTest
    @EnumSource
    void aRowGoesWithItsAccount(Kind kind) throws Exception {
        DataSource database = migrated(kind);
        insert(database, DANA, 1);
        execute(database, "DELETE FROM USER_ENTITY WHERE ID = 'dana'");
        assertThat(find(database, "1001")).isEmpty();
    }

    private static List<EndedLink> find(DataSource database, String kakaoId) throws SQLException {
        return find(database, "realm", "kakao", kakaoId);
    }

    private static List<EndedLink> find(DataSource database, String realm, String provider, String kakaoId)
            throws SQLException {
        return in(
                database, table -> table.find(realm, provider, kakaoId).stream().toList());
    }

    private static List<EndedLink> due(DataSource database, long moment, int limit) throws SQLException {
        return in(database, table -> table.endedUpTo(KAKAO, moment, limit));
    }

    private static void insert(DataSource database, EndedLink link, long endedAt) throws SQLException {
        in(database, table -> {
            table.insert(link, endedAt);
            return null;
        });
    }

    private interface Work<T> {
        T on(EndedLinkTable table) throws SQLException;
    }

    private static <T> T in(DataSource database, Work<T> work) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            T result = work.on(new EndedLinkTable(KakaoIdentityProviderConfig.KIND, connection));
            connection.commit();
            return result;
        }
    }

    private static DataSource migrated(Kind kind) throws SQLException, LiquibaseException {
        DataSource database = kind == Kind.H2 ? h2() : postgresql();
        execute(database, "CREATE TABLE USER_ENTITY (ID VARCHAR(36) PRIMARY KEY)");
        execute(database, "INSERT INTO USER_ENTITY VALUES ('dana'), ('minsu')");
        try (Connection connection = database.getConnection();
                Liquibase changelog = new Liquibase(
                        new KakaoEndedLinkTable().create(null).getChangelogLocation(),
                        new ClassLoaderResourceAccessor(),
                        new JdbcConnection(connection))) {
            changelog.update("");
        }
        return database;
    }

    private static DataSource postgresql() throws SQLException {
        String name = "ended" + UUID.randomUUID().toString().replace("-", "");
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

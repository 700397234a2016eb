package dev.daemun.apple.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.daemun.freeports.FreePort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;
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

class ANameIsKeptUntilItIsUsedTest {
    private static final PersonName HANA = new PersonName("하나", "정");
    private static final PersonName LAST_ONLY = new PersonName(null, "윤");

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
    void forThatPersonAtThatProvider(Kind kind) throws Exception {
        try (Connection connection = migrated(kind).getConnection()) {
            KeptNameTable table = new KeptNameTable(connection);
            table.insert("apple", "001", HANA, 5);
            table.insert("apple", "002", LAST_ONLY, 5);
            assertThat(table.find("apple", "001", 0)).contains(HANA);
            assertThat(table.find("apple", "002", 0)).contains(LAST_ONLY);
            assertThat(table.find("apple", "003", 0)).isEmpty();
            assertThat(table.find("another", "001", 0)).isEmpty();
            table.delete("apple", "001");
            assertThat(table.find("apple", "001", 0)).isEmpty();
            assertThat(table.find("apple", "002", 0)).isPresent();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theLastOneCounts(Kind kind) throws Exception {
        try (Connection connection = migrated(kind).getConnection()) {
            KeptNameTable table = new KeptNameTable(connection);
            table.insert("apple", "001", HANA, 5);
            table.insert("apple", "001", LAST_ONLY, 6);
            assertThat(table.find("apple", "001", 0)).contains(LAST_ONLY);
        }
    }

    @ParameterizedTest
    @EnumSource
    void notForLonger(Kind kind) throws Exception {
        try (Connection connection = migrated(kind).getConnection()) {
            KeptNameTable table = new KeptNameTable(connection);
            table.insert("apple", "001", HANA, 5);
            table.insert("apple", "002", HANA, 6);
            assertThat(table.find("apple", "001", 6)).isEmpty();
            table.deleteKeptBefore(6);
            assertThat(table.find("apple", "001", 0)).isEmpty();
            assertThat(table.find("apple", "002", 0)).isPresent();
        }
    }

    @ParameterizedTest
    @EnumSource
    void norForMorePeopleThanSoMany(Kind kind) throws Exception {
        try (Connection connection = migrated(kind).getConnection()) {
            KeptNameTable table = new KeptNameTable(connection);
            for (int i = 1; i <= 5; i++) {
                table.keepFewerThan(3);
                table.insert("apple", "00" + i, HANA, i);
            }
            assertThat(table.find("apple", "002", 0)).isEmpty();
            assertThat(table.find("apple", "003", 0)).isPresent();
            assertThat(table.find("apple", "005", 0)).isPresent();
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachNewNameDeletesWhatIsTooOldOrTooMuch(Kind kind) throws Exception {
        long now = 2 * KeptNames.LONGEST.toMillis();
        try (Connection connection = migrated(kind).getConnection()) {
            KeptNameTable table = new KeptNameTable(connection);
            table.insert("apple", "old", HANA, now - KeptNames.LONGEST.toMillis() - 1);
            table.keep("apple", "001", HANA, now);
            assertThat(table.find("apple", "old", 0)).as("too old").isEmpty();
            assertThat(table.find("apple", "001", 0)).isPresent();

            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO DAEMUN_KEPT_APPLE_NAME (PROVIDER_ID, PERSON_HASH, KEPT_AT)"
                            + " VALUES ('apple', ?, ?)")) {
                for (int i = 1; i < KeptNames.MOST; i++) {
                    insert.setString(1, "person " + i);
                    insert.setLong(2, now + i);
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            table.keep("apple", "002", HANA, now + KeptNames.MOST);
            assertThat(table.find("apple", "001", 0))
                    .as("the oldest of too many")
                    .isEmpty();
            assertThat(table.find("apple", "002", 0)).isPresent();
        }
    }

    @ParameterizedTest
    @EnumSource
    void ofTwoBrowsersAtOnceTheSecondFailsByTheKeyAlone(Kind kind) throws Exception {
        DataSource database = migrated(kind);
        try (Connection one = database.getConnection();
                Connection other = database.getConnection()) {
            // The other's delete has found nothing before the first one's insert.
            new KeptNameTable(other).delete("apple", "001");
            new KeptNameTable(one).insert("apple", "001", HANA, 5);
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> {
                        try (Statement insert = other.createStatement()) {
                            insert.execute("INSERT INTO DAEMUN_KEPT_APPLE_NAME (PROVIDER_ID, PERSON_HASH, KEPT_AT)"
                                    + " SELECT PROVIDER_ID, PERSON_HASH, KEPT_AT FROM DAEMUN_KEPT_APPLE_NAME");
                        }
                    })
                    .satisfies(e -> assertThat(KeptNames.isIntegrityViolation(new IllegalStateException(e)))
                            .isTrue());
            assertThat(KeptNames.isIntegrityViolation(new IllegalStateException("another reason")))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theLongestNameFits(Kind kind) throws Exception {
        PersonName longest = new PersonName("가".repeat(255), "나".repeat(255));
        try (Connection connection = migrated(kind).getConnection()) {
            new KeptNameTable(connection).insert("p".repeat(36), "s".repeat(255), longest, Long.MAX_VALUE);
            Optional<PersonName> found = new KeptNameTable(connection).find("p".repeat(36), "s".repeat(255), 0);
            assertThat(found).contains(longest);
        }
    }

    private static DataSource migrated(Kind kind) throws SQLException, LiquibaseException {
        DataSource database = kind == Kind.H2 ? h2() : postgresql();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE USER_ENTITY (ID VARCHAR(36) PRIMARY KEY)");
        }
        try (Connection connection = database.getConnection();
                Liquibase changelog = new Liquibase(
                        "META-INF/daemun-apple-changelog.xml",
                        new ClassLoaderResourceAccessor(),
                        new JdbcConnection(connection))) {
            changelog.update("");
        }
        return database;
    }

    private static DataSource postgresql() throws SQLException {
        String name = "names" + UUID.randomUUID().toString().replace("-", "");
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return server.getDatabase("postgres", name);
    }

    private static DataSource h2() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=30000");
        return database;
    }
}

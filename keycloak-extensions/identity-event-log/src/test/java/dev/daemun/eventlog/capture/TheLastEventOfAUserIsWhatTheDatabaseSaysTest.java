package dev.daemun.eventlog.capture;

import static dev.daemun.eventlog.IdentityEventType.DELETED;
import static dev.daemun.eventlog.IdentityEventType.DISABLED;
import static dev.daemun.eventlog.IdentityEventType.ENABLED;
import static dev.daemun.eventlog.IdentityEventType.PROFILE_UPDATED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.daemun.eventlog.Database;
import dev.daemun.eventlog.IdentityEventType;
import dev.daemun.eventlog.fakes.TestDatabase;
import dev.daemun.eventlog.fakes.TestTransactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keycloak.util.JsonSerialization;

class TheLastEventOfAUserIsWhatTheDatabaseSaysTest {
    private static final Issuer ISSUER = new Issuer(null, null, "daemun", "/realms/daemun");

    private TestTransactions transactions;

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void whereAnotherNodeHasDisabledTheUserMeanwhile(TestDatabase kind) throws Exception {
        on(kind, true);
        CountDownLatch disabling = new CountDownLatch(1);
        CountDownLatch saving = new CountDownLatch(1);
        CompletableFuture<Boolean> disabled = atTheSameTime(() -> in(connection -> {
            execute(connection, "UPDATE USER_ENTITY SET ENABLED = FALSE");
            disabling.countDown();
            await(saving);
            return new UserStates(connection).isNews(draft(DISABLED));
        }));
        await(disabling);
        Draft saved = draft(ENABLED);
        CompletableFuture<Boolean> enabled = atTheSameTime(() -> in(connection -> {
            saving.countDown();
            return new UserStates(connection).isNews(saved);
        }));
        assertThat(disabled.get(20, TimeUnit.SECONDS)).isTrue();
        assertThat(enabled.get(20, TimeUnit.SECONDS))
                .as("the log says so already")
                .isFalse();
        assertThat(saved.type()).isEqualTo(DISABLED);
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void whereTheTransactionHasReadSomethingElse(TestDatabase kind) throws Exception {
        on(kind, false);
        Draft saved = draft(ENABLED);
        assertThat(isNews(saved)).isTrue();
        assertThat(saved.type()).isEqualTo(DISABLED);
        Draft profile = draft(PROFILE_UPDATED).fact("enabled", true);
        assertThat(isNews(profile)).isTrue();
        assertThat(profile.data.path("enabled").asBoolean(true)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void whereAnotherNodeHasRenamedTheUserMeanwhile(TestDatabase kind) throws Exception {
        on(kind, true);
        in(connection -> execute(
                connection,
                "UPDATE USER_ENTITY SET USERNAME = 'kim', EMAIL = 'kim@example.com', FIRST_NAME = 'Min',"
                        + " EMAIL_VERIFIED = TRUE"));
        assertThat(told(draft(PROFILE_UPDATED)))
                .isEqualTo("{realm=daemun, enabled=true, emailVerified=true, username=kim, email=kim@example.com,"
                        + " firstName=Min}");
        assertThat(told(new Draft(PROFILE_UPDATED, "realm-id", ISSUER, false).user("U")))
                .as("a realm that wants no personal data in its events")
                .isEqualTo("{realm=daemun, enabled=true, emailVerified=true}");
        in(connection -> execute(connection, "UPDATE USER_ENTITY SET FEDERATION_LINK = 'directory'"));
        assertThat(told(draft(PROFILE_UPDATED)))
                .as("the directory says what its people are called")
                .isEqualTo("{realm=daemun, enabled=true, emailVerified=false, username=old, lastName=Old}");
    }

    private String told(Draft draft) throws Exception {
        draft.fact("enabled", true)
                .fact("emailVerified", false)
                .personal("username", "old")
                .personal("lastName", "Old");
        assertThat(isNews(draft)).isTrue();
        return JsonSerialization.mapper
                .convertValue(draft.data, new TypeReference<Map<String, Object>>() {})
                .toString();
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void eachChangeOnce(TestDatabase kind) throws Exception {
        on(kind, true);
        assertThat(isNews(draft(ENABLED))).isFalse();
        in(connection -> execute(connection, "UPDATE USER_ENTITY SET ENABLED = FALSE"));
        assertThat(isNews(draft(DISABLED))).isTrue();
        assertThat(isNews(draft(DISABLED))).isFalse();
        in(connection -> execute(connection, "UPDATE USER_ENTITY SET ENABLED = TRUE"));
        assertThat(isNews(draft(ENABLED))).isTrue();
        in(connection -> execute(connection, "DELETE FROM USER_ENTITY"));
        assertThat(isNews(draft(DELETED))).isTrue();
        assertThat(isNews(draft(DISABLED)))
                .as("a user whom only a directory has")
                .isTrue();
    }

    private void on(TestDatabase kind, boolean enabled) throws Exception {
        transactions = new TestTransactions(kind.migrated("META-INF/daemun-event-log-changelog.xml"));
        in(connection -> execute(
                connection,
                "INSERT INTO USER_ENTITY (ID, REALM_ID, ENABLED) VALUES ('U', 'realm-id', " + enabled + ")"));
    }

    private <T> T in(Database.Query<T> work) {
        return transactions.call(session -> new Database(session).get(work));
    }

    /** On a thread of its own: a small machine's common pool has only one. */
    private static <T> CompletableFuture<T> atTheSameTime(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, task -> new Thread(task).start());
    }

    private boolean isNews(Draft draft) {
        return in(connection -> new UserStates(connection).isNews(draft));
    }

    private static boolean execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Draft draft(IdentityEventType type) {
        return new Draft(type, "realm-id", ISSUER, true).user("U");
    }
}

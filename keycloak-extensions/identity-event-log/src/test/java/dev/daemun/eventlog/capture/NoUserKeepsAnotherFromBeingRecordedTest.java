package dev.daemun.eventlog.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daemun.eventlog.Database;
import dev.daemun.eventlog.IdentityEventType;
import dev.daemun.eventlog.fakes.MovableClock;
import dev.daemun.eventlog.fakes.TestDatabase;
import dev.daemun.eventlog.fakes.TestTransactions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keycloak.models.KeycloakSession;

class NoUserKeepsAnotherFromBeingRecordedTest {
    private static final Duration INTERVAL = Duration.ofSeconds(30);

    private final List<String> recorded = new ArrayList<>();
    private final List<String> failing = new ArrayList<>();
    private final MovableClock clock = new MovableClock();
    private final MeterRegistry metrics = new SimpleMeterRegistry();
    private TestTransactions transactions;
    private Reconciler reconciler;

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void whoeverFails(TestDatabase kind) throws Exception {
        on(kind);
        // All four differ from what the log has recorded.
        execute("INSERT INTO USER_ENTITY VALUES ('a', 'realm', FALSE), ('b', 'realm', FALSE), ('c', 'realm', TRUE),"
                + " ('d', 'realm', TRUE)");
        execute("INSERT INTO DAEMUN_DISABLED_USER (USER_ID, REALM_ID) VALUES ('c', 'realm'), ('d', 'realm')");
        failing.addAll(List.of("a", "c"));
        assertThatThrownBy(this::search).hasMessage("a");
        assertThat(recorded).containsExactlyInAnyOrder("DISABLED b", "ENABLED d");

        failing.clear();
        search();
        assertThat(recorded).containsExactlyInAnyOrder("DISABLED b", "ENABLED d", "DISABLED a", "ENABLED c");
        search();
        assertThat(recorded).as("each once").hasSize(4);
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void usersAsTheLogKnowsThemAreLeftAlone(TestDatabase kind) throws Exception {
        on(kind);
        execute("INSERT INTO USER_ENTITY VALUES ('a', 'realm', FALSE), ('b', 'realm', TRUE)");
        execute("INSERT INTO DAEMUN_DISABLED_USER (USER_ID, REALM_ID) VALUES ('a', 'realm')");
        search();
        assertThat(recorded).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void oneNodeSearchesAtATimeAndCountsWhatItFinds(TestDatabase kind) throws Exception {
        on(kind);
        Reconciler otherNode = new Reconciler(transactions, clock, metrics, this::remember);
        execute("INSERT INTO USER_ENTITY VALUES ('a', 'realm', FALSE)");
        reconciler.run(INTERVAL);
        assertThat(recorded).containsExactly("DISABLED a");
        execute("INSERT INTO USER_ENTITY VALUES ('b', 'realm', FALSE)");
        otherNode.run(INTERVAL);
        assertThat(recorded).as("it has just been searched").hasSize(1);
        clock.advance(INTERVAL);
        otherNode.run(INTERVAL);
        reconciler.run(INTERVAL);
        assertThat(recorded).containsExactly("DISABLED a", "DISABLED b");
        assertThat(metrics.counter("daemun.event.log.found").count()).isEqualTo(2);
    }

    private void search() {
        clock.advance(INTERVAL);
        reconciler.run(INTERVAL);
    }

    private void on(TestDatabase kind) throws Exception {
        transactions = new TestTransactions(kind.migrated("META-INF/daemun-event-log-changelog.xml"));
        reconciler = new Reconciler(transactions, clock, metrics, this::remember);
    }

    private void remember(KeycloakSession session, IdentityEventType type, DisabledUserTable.User user) {
        if (failing.contains(user.id())) {
            throw new IllegalStateException(user.id());
        }
        new Database(session).change(connection -> {
            DisabledUserTable table = new DisabledUserTable(connection);
            boolean isNew = type == IdentityEventType.DISABLED ? table.add(user) : table.remove(user);
            assertThat(isNew).isTrue();
        });
        recorded.add(type + " " + user.id());
    }

    private void execute(String sql) {
        transactions.run(session -> new Database(session).change(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }));
    }
}

package dev.daemun.eventlog.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.eventlog.Database;
import dev.daemun.eventlog.IdentityEvent;
import dev.daemun.eventlog.fakes.TestDatabase;
import dev.daemun.eventlog.fakes.TestTransactions;
import dev.daemun.eventlog.store.EventSearch.By;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventsAreFoundByWhatTheyAreAboutTest {
    private static final Instant NOW = Instant.parse("2026-11-26T14:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private TestTransactions transactions;

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void theNewestFirstPageByPage(TestDatabase kind) throws Exception {
        on(kind);
        assertThat(found(By.USER, "U", Long.MAX_VALUE, 2))
                .as("one more says that there is more")
                .containsExactly(6L, 5L, 2L);
        assertThat(found(By.USER, "U", 5, 2)).containsExactly(2L, 1L);
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void ofThisRealmAndThisTimeOnly(TestDatabase kind) throws Exception {
        on(kind);
        assertThat(found(By.SESSION, "S", Long.MAX_VALUE, 10)).containsExactly(5L, 2L);
        assertThat(found(By.POSITION, "4", Long.MAX_VALUE, 10))
                .as("another realm's")
                .isEmpty();
        assertThat(found(By.POSITION, "3", Long.MAX_VALUE, 10))
                .as("the time does not matter")
                .containsExactly(3L);
        assertThat(found(By.USER, "nobody", Long.MAX_VALUE, 10)).isEmpty();
        assertThat(found(By.USER, "U' OR '1'='1", Long.MAX_VALUE, 10)).isEmpty();
    }

    private List<Long> found(By by, String value, long before, int most) {
        EventSearch search = new EventSearch(new EventSearch.Key(by, value), NOW.minus(DAY), NOW, before, most);
        return transactions
                .call(session -> new Database(session).get(connection -> search.on(connection, "R")))
                .stream()
                .map(IdentityEvent::position)
                .toList();
    }

    private void on(TestDatabase kind) throws Exception {
        transactions = new TestTransactions(kind.migrated("META-INF/daemun-event-log-changelog.xml"));
        List<NewEvent> events = List.of(
                event("R", "U", null, NOW),
                event("R", "U", "S", NOW),
                event("R", "U", "S", NOW.minus(DAY).minusMillis(1)),
                event("another", "U", "S", NOW),
                event("R", "U", "S", NOW.minus(DAY)),
                event("R", "U", "T", NOW));
        transactions.run(session -> new Database(session).change(connection -> {
            new EventTable(connection).insert(events);
            try (Statement statement = connection.createStatement()) {
                statement.execute("UPDATE DAEMUN_EVENT SET POSITION = INSERTION, POSITIONED_AT = 0");
            }
            new EventTable(connection).insert(List.of(event("R", "U", "S", NOW)));
        }));
    }

    private static NewEvent event(String realm, String user, String sid, Instant time) {
        return new NewEvent(
                UUID.randomUUID().toString(),
                "dev.daemun.identity.signed-in.v1",
                realm,
                "https://id.example.com/realms/daemun",
                user,
                user,
                time,
                "{}",
                sid);
    }
}

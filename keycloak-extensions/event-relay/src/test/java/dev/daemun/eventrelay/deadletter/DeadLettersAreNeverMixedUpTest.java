package dev.daemun.eventrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.eventlog.fakes.TestDatabase;
import dev.daemun.eventlog.fakes.TestTransactions;
import dev.daemun.eventrelay.Letter;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeadLettersAreNeverMixedUpTest {
    private static final Instant REFUSED = Instant.parse("2026-11-26T10:00:00Z");

    private TestTransactions transactions;

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void eachRealmSeesItsOwnTheOldestFirst(TestDatabase kind) throws Exception {
        on(kind);
        keep(letter("2", "webhook/a", "realm-id", "two", REFUSED.plusSeconds(1)));
        keep(letter("1", "webhook/a", "realm-id", "one", REFUSED));
        keep(letter("3", "webhook/a", "another", "three", REFUSED));
        assertThat(ids(table -> table.page("realm-id", 0, 10))).containsExactly("1", "2");
        assertThat(ids(table -> table.page("realm-id", 1, 10))).containsExactly("2");
        assertThat(ids(table -> table.page("realm-id", 0, 1))).containsExactly("1");
        assertThat(ids(table -> table.get("realm-id", "3").stream().toList())).isEmpty();
        DeadLetter one = transactions
                .call(session -> new DeadLetterTable(session).get("realm-id", "1"))
                .orElseThrow();
        assertThat(one).isEqualTo(letter("1", "webhook/a", "realm-id", "one", REFUSED));
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void anEventRefusedAgainReplacesTheFirstOfThatDestination(TestDatabase kind) throws Exception {
        on(kind);
        keep(letter("1", "webhook/a", "realm-id", "one", REFUSED));
        keep(letter("2", "webhook/b", "realm-id", "one", REFUSED));
        keep(letter("3", "webhook/a", "realm-id", "one", REFUSED.plusSeconds(9)));
        assertThat(ids(table -> table.page("realm-id", 0, 10))).containsExactly("2", "3");
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void onlyWhatIsAskedForIsDeliveredOnceMore(TestDatabase kind) throws Exception {
        on(kind);
        keep(letter("1", "webhook/a", "realm-id", "one", REFUSED));
        keep(letter("2", "webhook/a", "realm-id", "two", REFUSED));
        keep(letter("3", "webhook/b", "realm-id", "three", REFUSED));
        assertThat(ids(table -> table.next("webhook/a").stream().toList())).isEmpty();
        transactions.run(session -> new DeadLetterTable(session).replay("2"));
        transactions.run(session -> new DeadLetterTable(session).replay("3"));
        assertThat(ids(table -> table.next("webhook/a").stream().toList())).containsExactly("2");
        transactions.run(session -> new DeadLetterTable(session).remove("2"));
        transactions.run(session -> new DeadLetterTable(session).remove("2"));
        assertThat(ids(table -> table.page("realm-id", 0, 10))).containsExactly("1", "3");
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void thoseRefusedBeforeAMomentAreDeleted(TestDatabase kind) throws Exception {
        on(kind);
        keep(letter("1", "webhook/a", "realm-id", "one", REFUSED));
        keep(letter("2", "webhook/a", "another", "two", REFUSED.plusMillis(1)));
        int deleted =
                transactions.call(session -> new DeadLetterTable(session).removeRefusedBefore(REFUSED.plusMillis(1)));
        assertThat(deleted).isEqualTo(1);
        assertThat(ids(table -> table.page("another", 0, 10))).containsExactly("2");
    }

    private void on(TestDatabase kind) throws Exception {
        transactions = new TestTransactions(kind.migrated("META-INF/daemun-event-relay-changelog.xml"));
    }

    private void keep(DeadLetter letter) {
        transactions.run(session -> new DeadLetterTable(session).keep(letter));
    }

    private List<String> ids(Function<DeadLetterTable, List<DeadLetter>> query) {
        return transactions.call(session -> query.apply(new DeadLetterTable(session)).stream()
                .map(DeadLetter::id)
                .toList());
    }

    private static DeadLetter letter(String id, String destination, String realm, String event, Instant refused) {
        String json = "{\"id\":\"" + event + "\",\"partitionkey\":\"user\",\"data\":{\"realm\":\"daemun\"}}";
        return new DeadLetter(
                id,
                destination,
                realm,
                "dev.daemun.identity.signed-in.v1",
                new Letter(event, "daemun", "user", json),
                "HTTP 422",
                refused,
                false);
    }
}

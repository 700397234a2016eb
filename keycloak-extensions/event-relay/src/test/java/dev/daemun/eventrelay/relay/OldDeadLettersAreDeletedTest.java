package dev.daemun.eventrelay.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.eventlog.RepeatedWork.Next;
import dev.daemun.eventlog.fakes.LoggedLines;
import dev.daemun.eventlog.fakes.MovableClock;
import dev.daemun.eventlog.fakes.TestDatabase;
import dev.daemun.eventlog.fakes.TestTransactions;
import dev.daemun.eventrelay.Letter;
import dev.daemun.eventrelay.deadletter.DeadLetter;
import dev.daemun.eventrelay.deadletter.DeadLetterTable;
import dev.daemun.eventrelay.deadletter.DeadLetters;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OldDeadLettersAreDeletedTest {
    private final MovableClock clock = new MovableClock();

    @Test
    void afterNinetyDaysAlsoWhenNoFurtherOneComes() throws Exception {
        TestTransactions transactions =
                new TestTransactions(TestDatabase.H2.migrated("META-INF/daemun-event-relay-changelog.xml"));
        Letter letter = new Letter("event", "daemun", "user", "{}");
        transactions.run(session -> new DeadLetterTable(session)
                .keep(new DeadLetter(
                        "1", "webhook/a", "realm-id", "type", letter, "HTTP 422", clock.instant(), false)));
        DeadLetterCleaning cleaning = new DeadLetterCleaning(transactions, clock);
        clock.advance(Duration.ofDays(90));
        assertThat(cleaning.round()).isEqualTo(Next.onNudge(Duration.ofHours(1)));
        assertThat(DeadLetters.of(transactions)).hasSize(1);
        clock.advance(Duration.ofMillis(1));
        try (LoggedLines logged = new LoggedLines(DeadLetterCleaning.class)) {
            cleaning.round();
            cleaning.round();
            assertThat(logged.all())
                    .containsExactly("WARN 1 dead letters were deleted, because they were older than 90 days.");
        }
        assertThat(DeadLetters.of(transactions)).isEmpty();
    }
}

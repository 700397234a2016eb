package dev.daemun.eventlog.sequencing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daemun.eventlog.RepeatedWork.Next;
import dev.daemun.eventlog.fakes.LoggedLines;
import dev.daemun.eventlog.fakes.MovableClock;
import dev.daemun.eventlog.fakes.TestDatabase;
import dev.daemun.eventlog.fakes.TestTransactions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PositionsAreGivenOutWhateverFailsTest {
    private final MovableClock clock = new MovableClock();
    private final Subscribers subscribers = new Subscribers();
    private final AtomicInteger woken = new AtomicInteger();
    private final AtomicInteger toOthers = new AtomicInteger();
    private DataSource database;
    private TestTransactions transactions;
    private Sequencer sequencer;

    @BeforeEach
    void makeLog() throws Exception {
        database = LogDatabase.migrated(TestDatabase.H2);
        transactions = new TestTransactions(database);
        sequencer = new Sequencer(transactions, subscribers, toOthers::incrementAndGet, clock);
        subscribers.add(woken::incrementAndGet);
    }

    @Test
    void readersAreWokenOnceForEachGrowth() throws Exception {
        assertThat(sequencer.round()).isEqualTo(Next.onNudge(Duration.ofMillis(250)));
        assertThat(woken)
                .as("at the start, since a reader may have missed something")
                .hasValue(1);
        sequencer.round();
        assertThat(woken).as("nothing came").hasValue(1);
        LogDatabase.insert(database, LogDatabase.event("user", "1"));
        sequencer.round();
        sequencer.round();
        assertThat(woken).hasValue(2);
        assertThat(new DaemunEventLogOn(transactions).after(0))
                .hasSize(1)
                .allSatisfy(event -> assertThat(event.positionedAt())
                        .as("the clock of its own node is ahead of this one")
                        .isEqualTo(event.time()));
    }

    @Test
    void whatAnotherNodeHasGivenOutWakesThisNodesReadersToo() throws Exception {
        sequencer.round();
        Sequencer other = new Sequencer(new TestTransactions(database), new Subscribers(), () -> {}, clock);
        LogDatabase.insert(database, LogDatabase.event("user", "1"));
        other.round();
        sequencer.round();
        assertThat(woken).hasValue(2);
    }

    @Test
    void otherNodesAreInformedOnlyOfWhatThisNodeHasGivenOut() throws Exception {
        sequencer.round();
        LogDatabase.insert(database, LogDatabase.event("user", "1"));
        new Sequencer(new TestTransactions(database), new Subscribers(), () -> {}, clock).round();
        sequencer.round();
        assertThat(toOthers).as("another node has given it out").hasValue(0);
        LogDatabase.insert(database, LogDatabase.event("user", "2"));
        sequencer.round();
        sequencer.round();
        assertThat(toOthers).hasValue(1);
    }

    @Test
    void aFullBatchIsFollowedByAnotherAtOnce() throws Exception {
        for (int i = 0; i < 500; i++) {
            LogDatabase.insert(database, LogDatabase.event("user", "x"));
        }
        assertThat(sequencer.round()).isEqualTo(Next.atOnce());
        assertThat(sequencer.round()).isEqualTo(Next.onNudge(Duration.ofMillis(250)));
    }

    @Test
    void aReaderThatFailsEvenWithAnErrorHoldsUpNoOther() {
        Subscribers all = new Subscribers();
        all.add(() -> {
            throw new IllegalStateException();
        });
        all.add(() -> {
            throw new NoClassDefFoundError("gone");
        });
        AtomicInteger last = new AtomicInteger();
        all.add(last::incrementAndGet);
        try (LoggedLines log = new LoggedLines(Subscribers.class)) {
            all.wake();
            assertThat(log.all()).hasSize(2);
        }
        assertThat(last).hasValue(1);
    }

    @Test
    void whoHasEndedItsSubscriptionIsNotWokenAnyMore() {
        AtomicInteger twice = new AtomicInteger();
        Runnable reader = twice::incrementAndGet;
        subscribers.add(reader);
        subscribers.add(reader).close();
        subscribers.wake();
        assertThat(twice).as("the other subscription of the same reader").hasValue(1);
    }

    @Test
    void whatWasCommittedDuringAFailureGetsItsPositionAfterwards() throws Exception {
        LogDatabase.insert(database, LogDatabase.event("user", "1"));
        transactions.failWith(new IllegalStateException("The database is away."));
        assertThatThrownBy(sequencer::round).isInstanceOf(IllegalStateException.class);
        transactions.failWith(null);
        sequencer.round();
        assertThat(new DaemunEventLogOn(transactions).after(0)).hasSize(1);
    }

    @Test
    void cleaningGoesOnUntilNothingOldIsLeftAndNamesTheReaderThatLost() throws Exception {
        Cleaning cleaning = new Cleaning(transactions, new Retention(Duration.ofDays(1), Duration.ofDays(7)), clock);
        LogDatabase.insert(database, LogDatabase.event("user", "1"));
        sequencer.round();
        new DaemunEventLogOn(transactions).register("slow");
        // The event is of today, whatever this clock says.
        clock.advance(Duration.between(clock.instant(), Instant.now()).plusDays(8));
        try (LoggedLines log = new LoggedLines(Cleaning.class)) {
            assertThat(cleaning.round()).isEqualTo(Next.atOnce());
            assertThat(cleaning.round()).isEqualTo(Next.onNudge(Duration.ofMinutes(1)));
            assertThat(log.all())
                    .singleElement()
                    .asString()
                    .contains("the reader slow of")
                    .contains("retention-limit");
        }
    }

    /** The log that readers see, one transaction a call. */
    private record DaemunEventLogOn(TestTransactions transactions) {
        List<dev.daemun.eventlog.IdentityEvent> after(long position) {
            return transactions.call(session -> new DaemunEventLog(session).after(position, 1_000));
        }

        void register(String reader) {
            transactions.run(session -> new DaemunEventLog(session).register(reader, 0));
        }
    }
}

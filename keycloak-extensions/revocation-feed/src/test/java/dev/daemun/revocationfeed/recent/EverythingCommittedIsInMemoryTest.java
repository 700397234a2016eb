package dev.daemun.revocationfeed.recent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daemun.eventlog.IdentityEventLog;
import dev.daemun.eventlog.RepeatedWork.Next;
import dev.daemun.eventlog.Transactions;
import dev.daemun.eventlog.fakes.FakeLog;
import dev.daemun.eventlog.fakes.LoggedLines;
import dev.daemun.eventlog.fakes.MovableClock;
import dev.daemun.eventlog.fakes.TestTransactions;
import dev.daemun.revocationfeed.withdrawal.Withdrawal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.models.KeycloakSession;

class EverythingCommittedIsInMemoryTest {
    private static final Next IDLE = Next.onNudge(Duration.ofSeconds(1));
    private static final Duration LIFETIME = Duration.ofMinutes(5);

    private final MovableClock clock = new MovableClock();
    private final FakeLog log = new FakeLog();
    private final TestTransactions transactions = new TestTransactions(null).with(IdentityEventLog.class, log);
    private final RecentWithdrawals recent = new RecentWithdrawals(clock);
    private final LogFollower follower = new LogFollower(transactions, recent, new FiveMinutes(), clock);

    @BeforeEach
    void oneClockForAll() {
        log.clock = clock;
    }

    @Test
    void pageAfterPageUntilTheEndAndNothingIsClaimedBefore() {
        add(1_200);
        assertThat(follower.round()).isEqualTo(Next.atOnce());
        assertThat(recent.isFresh()).as("there may be more").isFalse();
        assertThat(follower.round()).isEqualTo(Next.atOnce());
        assertThat(recent.isFresh()).isFalse();
        assertThat(follower.round()).as("a page that is not full is the last").isEqualTo(IDLE);
        assertThat(recent.isFresh()).isTrue();
        assertThat(recent.asOf()).isEqualTo(clock.instant());
        assertThat(all()).hasSize(1_200);
    }

    @Test
    void whatIsClaimedIsTheMomentBeforeTheLogWasRead() {
        Instant before = clock.instant();
        Transactions slow = new Transactions() {
            @Override
            public <T> T call(Function<KeycloakSession, T> work) {
                T result = transactions.call(work);
                clock.advance(Duration.ofSeconds(1));
                return result;
            }
        };
        recent.startAt(new Cursor(log.state().logId(), 0, Cursor.NO_EVENT));
        log.behind = Duration.ofSeconds(2);
        new LogFollower(slow, recent, new FiveMinutes(), clock).round();
        assertThat(recent.asOf()).as("and no more than the log itself claims").isEqualTo(before.minusSeconds(2));
    }

    /** A node was frozen while it gave out positions: silence of the log is no word that nothing was committed. */
    @Test
    void whileACommittedEventWaitsNothingLaterIsClaimed() {
        readAll();
        Instant known = recent.asOf();
        for (int second = 1; second <= 5; second++) {
            assertThat(recent.isFresh()).isTrue();
            clock.advance(Duration.ofSeconds(1));
            log.behind = Duration.ofSeconds(second);
            readAll();
            assertThat(recent.asOf()).isEqualTo(known);
            assertThat(recent.page("realm-id", Optional.empty(), 10).completeUntil())
                    .isEqualTo(known.toEpochMilli());
        }
        assertThat(recent.isFresh()).isFalse();
        log.behind = Duration.ZERO;
        readAll();
        assertThat(recent.isFresh()).isTrue();
        assertThat(recent.asOf()).isEqualTo(clock.instant());
    }

    /** The database's clock may differ from this node's by any amount. */
    @Test
    void anotherClockOfTheDatabaseMakesNothingOldOrNew() {
        log.clock = Clock.offset(clock, Duration.ofMinutes(-10));
        readAll();
        assertThat(recent.isFresh()).isTrue();
        assertThat(recent.asOf()).isEqualTo(clock.instant().minus(Duration.ofMinutes(10)));
        log.clock = Clock.offset(clock, Duration.ofMinutes(10));
        readAll();
        clock.advance(Duration.ofSeconds(5));
        assertThat(recent.isFresh()).isFalse();
    }

    @Test
    void aPageBeforeTheLastOneClaimsNothing() {
        add(20);
        readAll();
        assertThat(recent.page("realm-id", Optional.empty(), 10))
                .returns(false, Page::caughtUp)
                .returns(null, Page::position)
                .returns(null, Page::completeUntil);
        assertThat(recent.page("realm-id", Optional.empty(), 100))
                .returns(20L, Page::position)
                .returns(log.state().logId(), Page::logId);
        assertThat(recent.page("of-nobody", Optional.empty(), 100))
                .as("also where nothing of it is for this reader")
                .returns(20L, Page::position);
    }

    @Test
    void aNewNodeBeginsWithTheFirstWithdrawalThatStillMatters() {
        for (int minute = 0; minute < 60; minute++) {
            add(3);
            clock.advance(Duration.ofMinutes(1));
        }
        readAll();
        // Lifetime and clock skew are six minutes; what is exactly as old still matters.
        assertThat(all()).hasSize(18).extracting(Withdrawal::position).startsWith(163L);
    }

    @Test
    void anEmptyLogAndOneThatIsAllOldWork() {
        readAll();
        assertThat(recent.isFresh()).isTrue();
        add(1);
        readAll();
        assertThat(all()).hasSize(1);
    }

    @Test
    void whatNoLongerMattersIsForgotten() {
        add(1);
        readAll();
        clock.advance(LIFETIME.plusSeconds(60));
        readAll();
        assertThat(all()).hasSize(1);
        clock.advance(Duration.ofSeconds(1));
        readAll();
        assertThat(all()).isEmpty();
        assertThat(recent.realmIds()).isEmpty();
    }

    @Test
    void aDatabaseThatIsAwayMakesItStaleAndNothingIsMissedAfterwards() {
        add(1);
        readAll();
        for (Throwable failure : List.of(new IllegalStateException("away"), new NoClassDefFoundError("gone"))) {
            transactions.failWith(failure);
            assertThatThrownBy(follower::round).isSameAs(failure);
        }
        clock.advance(Duration.ofMillis(4_999));
        assertThat(recent.isFresh()).isTrue();
        clock.advance(Duration.ofMillis(1));
        assertThat(recent.isFresh()).isFalse();
        add(1);
        transactions.failWith(null);
        readAll();
        assertThat(recent.isFresh()).isTrue();
        assertThat(all()).hasSize(2);
    }

    @Test
    void anotherLogIsReadFromItsBeginning() {
        add(9);
        readAll();
        log.restore(2);
        int before = recent.beginnings();
        try (LoggedLines logged = new LoggedLines(LogFollower.class)) {
            assertThat(follower.round().endsByNudge())
                    .as("soon, but never in a tight loop")
                    .isFalse();
            assertThat(logged.all()).hasSize(1);
        }
        readAll();
        assertThat(recent.beginnings()).isEqualTo(before + 1);
        assertThat(recent.tip().logId()).isEqualTo(log.state().logId());
        assertThat(all()).extracting(Withdrawal::position).containsExactly(1L, 2L);
    }

    @Test
    void aNodeThatSleptForLongerThanTheLogKeepsStartsOverToo() {
        add(2);
        readAll();
        add(4);
        log.forget(4);
        follower.round();
        readAll();
        assertThat(all()).extracting(Withdrawal::position).containsExactly(5L, 6L);
    }

    @Test
    void whoWaitsIsAnsweredWhenSomethingComesForItsRealm() {
        readAll();
        var waiting = recent.waiting().forWithdrawal("realm-id", Duration.ofDays(1));
        var others = recent.waiting().forWithdrawal("another", Duration.ofDays(1));
        log.add("signed-in", "user", clock.instant());
        readAll();
        assertThat(waiting).as("an event that withdraws nothing").isNotDone();
        add(1);
        readAll();
        assertThat(waiting).isCompletedWithValue(true);
        assertThat(others).isNotDone();
        others.complete(false);
    }

    @Test
    void oneReaderMayNotTakeAllPlaces() {
        Places places = recent.places();
        for (int i = 0; i < 1_000; i++) {
            assertThat(places.take("greedy")).isTrue();
        }
        assertThat(places.take("greedy")).isFalse();
        assertThat(places.take("modest")).isTrue();
        places.giveBack("greedy");
        assertThat(places.take("greedy")).as("a place is free again").isTrue();
        assertThat(places.take("greedy")).as("but only one").isFalse();
    }

    @Test
    void allReadersTogetherMayNotTakeMoreThanThereAre() {
        Places places = recent.places();
        for (int i = 0; i < 10_000; i++) {
            assertThat(places.take("reader-" + i)).isTrue();
        }
        assertThat(places.take("late")).isFalse();
        places.giveBack("reader-0");
        assertThat(places.take("late")).isTrue();
    }

    @Test
    void listenersHearOfEachReading() {
        AtomicInteger readings = new AtomicInteger();
        recent.afterEachReading(readings::incrementAndGet);
        readAll();
        follower.round();
        assertThat(readings).hasValue(2);
    }

    private void readAll() {
        Next next;
        do {
            next = follower.round();
        } while (!next.endsByNudge());
    }

    private void add(int number) {
        for (int i = 0; i < number; i++) {
            log.add("disabled", "user-" + i, clock.instant());
        }
    }

    private List<Withdrawal> all() {
        return recent.page("realm-id", Optional.empty(), 10_000).withdrawals();
    }

    private static final class FiveMinutes implements TokenLifetimes {
        @Override
        public Duration longestIn(KeycloakSession session, String realmId) {
            return LIFETIME;
        }

        @Override
        public Duration longestOfAll(KeycloakSession session) {
            return LIFETIME;
        }
    }
}

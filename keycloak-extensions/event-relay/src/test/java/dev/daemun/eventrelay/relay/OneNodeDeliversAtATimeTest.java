package dev.daemun.eventrelay.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daemun.eventlog.DatabaseClock;
import dev.daemun.eventlog.fakes.MovableClock;
import dev.daemun.eventlog.fakes.TestDatabase;
import dev.daemun.eventlog.fakes.TestTransactions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OneNodeDeliversAtATimeTest {
    private static final String CHANGELOG = "META-INF/daemun-event-relay-changelog.xml";

    private final MovableClock clock = new MovableClock();
    private TestTransactions transactions;
    private Lease first;
    private Lease second;

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void theSecondOneOnlyWhenTheFirstIsSilentForThreeSeconds(TestDatabase kind) throws Exception {
        on(kind);
        assertThat(first.take()).isTrue();
        assertThat(second.take()).isFalse();
        assertThat(lease("webhook/another", clock).take()).isTrue();
        clock.advance(Duration.ofMillis(2_999));
        first.renew();
        clock.advance(Duration.ofMillis(2_999));
        assertThat(first.isValid()).isTrue();
        assertThat(second.take()).as("not before its end").isFalse();
        clock.advance(Duration.ofMillis(1));
        assertThat(first.isValid()).isFalse();
        first.renew();
        assertThat(second.take()).as("what is over is not renewed").isTrue();
        assertThat(first.take()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void whatIsGivenBackIsFreeAtOnce(TestDatabase kind) throws Exception {
        on(kind);
        first.take();
        first.release();
        assertThat(first.isValid()).isFalse();
        assertThat(second.take()).isTrue();
        first.release();
        assertThat(first.take())
                .as("a lease that another one has cannot be given back")
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void whileTheDatabaseIsAwayItEndsAndIsRenewedAfterwards(TestDatabase kind) throws Exception {
        on(kind);
        first.take();
        transactions.failWith(new IllegalStateException("The database is away."));
        assertThatThrownBy(first::renew).isInstanceOf(IllegalStateException.class);
        clock.advance(Duration.ofMillis(2_999));
        assertThat(first.isValid()).isTrue();
        clock.advance(Duration.ofMillis(1));
        assertThat(first.isValid()).isFalse();
        assertThatThrownBy(first::take).as("unsure is not held").isInstanceOf(IllegalStateException.class);
        assertThat(first.isValid()).isFalse();
        transactions.failWith(null);
        assertThat(first.take()).isTrue();
    }

    /** Neither gets it early, nor keeps it for longer, by a clock that is wrong. */
    @Test
    void theClocksOfTheNodesMayBeWrong() throws Exception {
        transactions = new TestTransactions(TestDatabase.POSTGRESQL.migrated(CHANGELOG));
        first = byItsOwnClock(Clock.offset(clock, Duration.ofHours(-5)));
        second = byItsOwnClock(Clock.offset(clock, Duration.ofHours(5)));
        assertThat(first.take()).isTrue();
        assertThat(second.take()).isFalse();
        first.release();
        assertThat(second.take()).isTrue();
        assertThat(first.take()).isFalse();
    }

    @Test
    void aLeaseThatCannotBeRenewedHoldsUpNoOther() throws Exception {
        on(TestDatabase.H2);
        TestTransactions away = new TestTransactions(TestDatabase.H2.migrated(CHANGELOG));
        Lease other = TestLease.of(away, "webhook/away", clock);
        other.take();
        first.take();
        clock.advance(Duration.ofSeconds(2));
        away.failWith(new IllegalStateException("away"));
        LeaseRenewal renewal = new LeaseRenewal(List.of(other, first));
        assertThatThrownBy(renewal::round).hasMessage("away");
        clock.advance(Duration.ofSeconds(2));
        assertThat(first.isValid()).isTrue();
    }

    private void on(TestDatabase kind) throws Exception {
        transactions = new TestTransactions(kind.migrated(CHANGELOG));
        first = lease("webhook/test", clock);
        second = lease("webhook/test", clock);
    }

    private Lease lease(String destination, Clock shared) {
        return TestLease.of(transactions, destination, shared);
    }

    /** As in Keycloak, with a clock of the node's own. */
    private Lease byItsOwnClock(Clock own) {
        return new Lease(
                transactions,
                "webhook/test",
                connection -> DatabaseClock.now(connection, own),
                () -> TimeUnit.MILLISECONDS.toNanos(own.millis()));
    }
}

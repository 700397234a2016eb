package dev.daemun.eventrelay.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daemun.eventlog.fakes.MovableClock;
import dev.daemun.eventlog.fakes.TestDatabase;
import dev.daemun.eventlog.fakes.TestTransactions;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OneNodeDeliversAtATimeTest {
    private final MovableClock clock = new MovableClock();
    private TestTransactions transactions;
    private Lease first;
    private Lease second;

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void theSecondOneOnlyWhenTheFirstIsSilentForFifteenSeconds(TestDatabase kind) throws Exception {
        on(kind);
        assertThat(first.held()).isTrue();
        assertThat(second.held()).isFalse();
        assertThat(new Lease(transactions, "webhook/another", clock).held()).isTrue();
        clock.advance(Duration.ofSeconds(14));
        assertThat(first.held()).as("renewed").isTrue();
        clock.advance(Duration.ofSeconds(15));
        assertThat(second.held()).as("not before its end").isFalse();
        clock.advance(Duration.ofMillis(1));
        assertThat(second.held()).isTrue();
        assertThat(first.held()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void whatIsGivenBackIsFreeAtOnce(TestDatabase kind) throws Exception {
        on(kind);
        first.held();
        first.release();
        assertThat(second.held()).isTrue();
        first.release();
        assertThat(first.held())
                .as("a lease that another one has cannot be given back")
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void theDatabaseIsAskedOnlyWhenTheEndComesNearer(TestDatabase kind) throws Exception {
        on(kind);
        first.held();
        transactions.failWith(new IllegalStateException("The database is away."));
        clock.advance(Duration.ofMillis(4_999));
        assertThat(first.held()).isTrue();
        clock.advance(Duration.ofMillis(1));
        assertThatThrownBy(first::held).as("unsure is not held").isInstanceOf(IllegalStateException.class);
        transactions.failWith(null);
        assertThat(first.held()).isTrue();
    }

    private void on(TestDatabase kind) throws Exception {
        transactions = new TestTransactions(kind.migrated("META-INF/daemun-event-relay-changelog.xml"));
        first = new Lease(transactions, "webhook/test", clock);
        second = new Lease(transactions, "webhook/test", clock);
    }
}

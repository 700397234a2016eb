package dev.daemun.eventlog.sequencing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.daemun.eventlog.Completeness;
import dev.daemun.eventlog.IdentityEvent;
import dev.daemun.eventlog.fakes.TestDatabase;
import dev.daemun.eventlog.fakes.TestTransactions;
import dev.daemun.eventlog.store.EventTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NothingIsClaimedWhileAnEventWaitsTest {
    private static final Clock OWN = Clock.systemUTC();

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void theMomentStandsStillUntilTheEventHasItsPosition(TestDatabase kind) throws Exception {
        DataSource database = LogDatabase.migrated(kind);
        Completeness idle = completeness(database);
        assertThat(idle.until()).as("nothing waits").isEqualTo(idle.now());

        LogDatabase.insert(database, LogDatabase.event("user", "1"));
        Instant committed = completeness(database).now();
        assertThat(completeness(database).until()).isBefore(committed);
        LogDatabase.giveOut(database);
        assertThat(completeness(database).until()).isAfterOrEqualTo(committed);
    }

    /** Under load some event always waits, and yet everything from before the last batch has its position. */
    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void whatTheLastBatchLeftCompleteStaysClaimed(TestDatabase kind) throws Exception {
        DataSource database = LogDatabase.migrated(kind);
        LogDatabase.insert(database, LogDatabase.event("user", "1"));
        Instant committed = completeness(database).now();
        LogDatabase.giveOut(database);
        LogDatabase.insert(database, LogDatabase.event("user", "2"));
        assertThat(completeness(database).until()).isAfterOrEqualTo(committed);
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aBatchThatWasFullLeavesNothingComplete(TestDatabase kind) throws Exception {
        DataSource database = LogDatabase.migrated(kind);
        LogDatabase.in(database, connection -> {
            new EventTable(connection)
                    .insert(IntStream.range(0, 501)
                            .mapToObj(i -> LogDatabase.event("user", "1"))
                            .toList());
            return null;
        });
        Instant committed = completeness(database).now();
        assertThat(LogDatabase.giveOut(database)).isTrue();
        assertThat(completeness(database).until()).isBefore(committed);
        assertThat(LogDatabase.giveOut(database)).isFalse();
        assertThat(completeness(database).until()).isAfterOrEqualTo(committed);
    }

    /** As by SIGSTOP between the lock and the commit: the database ends its transaction, and another node goes on. */
    @Test
    void aNodeThatIsFrozenWithTheLockHoldsUpTheOthersForAMoment() throws Exception {
        DataSource database = LogDatabase.migrated(TestDatabase.POSTGRESQL);
        try (Connection frozen = database.getConnection()) {
            frozen.setAutoCommit(false);
            LogDatabase.insert(database, LogDatabase.event("user", "1"));
            new SequencerTable(frozen).giveOutPositions(OWN);
            Instant committed = completeness(database).now();
            assertThat(completeness(database).until())
                    .as("positions that are not committed count for nothing")
                    .isBefore(committed);

            LogDatabase.giveOut(database);
            assertThat(completeness(database).until()).isAfterOrEqualTo(committed);
            assertThat(LogDatabase.after(database, 0)).hasSize(1);
            assertThatThrownBy(frozen::commit).isInstanceOf(SQLException.class);
            assertThat(LogDatabase.after(database, 0)).hasSize(1);
        }
    }

    @Test
    void whatWaitsIsCountedWhileAnotherNodeHoldsTheLock() throws Exception {
        DataSource database = LogDatabase.migrated(TestDatabase.POSTGRESQL);
        Sequencer sequencer = new Sequencer(new TestTransactions(database), new Subscribers(), () -> {}, OWN);
        sequencer.round();
        assertThat(sequencer.waiting()).isZero();
        try (Connection frozen = database.getConnection()) {
            frozen.setAutoCommit(false);
            new SequencerTable(frozen).lock();
            LogDatabase.insert(database, LogDatabase.event("user", "1"));
            LogDatabase.insert(database, LogDatabase.event("user", "2"));
            Thread round = new Thread(sequencer::round);
            round.start();
            await().until(() -> sequencer.waiting() == 2);
            frozen.rollback();
            round.join();
        }
        sequencer.round();
        assertThat(sequencer.waiting()).isZero();
    }

    /** The node that gives out positions may be behind, as may the database; the token was issued by yet another clock. */
    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void anEventIsNeverDatedBeforeItsCommitWhateverTheNodesClockSays(TestDatabase kind) throws Exception {
        DataSource database = LogDatabase.migrated(kind);
        LogDatabase.insert(database, LogDatabase.event("user", "1"));
        Instant committed = completeness(database).now();
        Duration off = kind == TestDatabase.POSTGRESQL ? Duration.ofSeconds(-5) : Duration.ZERO;
        LogDatabase.in(database, connection -> new SequencerTable(connection).giveOutPositions(Clock.offset(OWN, off)));
        LogDatabase.insert(database, LogDatabase.event("user", "2"));
        Instant ahead = committed.plusSeconds(5);
        LogDatabase.in(
                database,
                connection -> new SequencerTable(connection).giveOutPositions(Clock.fixed(ahead, ZoneOffset.UTC)));
        List<IdentityEvent> events = LogDatabase.after(database, 0);
        assertThat(events.get(0).positionedAt()).isAfterOrEqualTo(committed);
        assertThat(events.get(1).positionedAt()).isAfterOrEqualTo(ahead);
        assertThat(events).allSatisfy(event -> assertThat(event.positionedAt()).isAfterOrEqualTo(event.time()));
    }

    private static Completeness completeness(DataSource database) throws SQLException {
        return LogDatabase.in(database, connection -> new SequencerTable(connection).completeness(OWN));
    }
}

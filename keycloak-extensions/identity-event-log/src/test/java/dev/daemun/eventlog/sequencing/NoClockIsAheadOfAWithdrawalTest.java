package dev.daemun.eventlog.sequencing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.eventlog.fakes.LoggedLines;
import dev.daemun.eventlog.fakes.MovableClock;
import dev.daemun.eventlog.fakes.TestDatabase;
import dev.daemun.eventlog.fakes.TestTransactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node issues tokens by its own clock, while another gives their withdrawal its position, by which it is dated. */
class NoClockIsAheadOfAWithdrawalTest {
    private static final Duration DIFFERENCE = Duration.ofSeconds(5);

    private DataSource database;

    @BeforeEach
    void makeLog() throws Exception {
        database = LogDatabase.migrated(TestDatabase.POSTGRESQL);
    }

    @Test
    void thoughThatOfAnotherNodeIsAheadOfTheDatabases() throws Exception {
        Instant issued = now().plus(DIFFERENCE);
        node(DIFFERENCE).round();
        assertThat(dated()).isAfterOrEqualTo(issued);
    }

    @Test
    void whereTwoAreAheadTheLatestCounts() throws Exception {
        Instant issued = now().plus(DIFFERENCE);
        node(DIFFERENCE).round();
        node(DIFFERENCE.dividedBy(2)).round();
        assertThat(dated()).isAfterOrEqualTo(issued);
    }

    @Test
    void aClockThatIsADayAheadLocksNobodyOutForADay() throws Exception {
        node(Duration.ofDays(1)).round();
        assertThat(dated()).isBetween(now(), now().plusSeconds(30));
        assertThat(latest()).isBefore(now().plusSeconds(30));
    }

    @Test
    void aClockThatIsBehindOrNearlyRightChangesNothing() throws Exception {
        node(DIFFERENCE.negated()).round();
        node(Duration.ofMillis(200)).round();
        assertThat(latest()).isEqualTo(Instant.EPOCH);
        Instant before = now();
        assertThat(dated()).isBetween(before, now());
    }

    @Test
    void aClockThatIsSetBackIsLookedAtAtOnce() {
        MovableClock clock = new MovableClock();
        clock.advance(Duration.between(clock.instant(), now().plus(DIFFERENCE)));
        Sequencer node = new Sequencer(new TestTransactions(database), new Subscribers(), () -> {}, clock);
        node.round();
        try (LoggedLines log = new LoggedLines(LatestClock.class)) {
            clock.advance(DIFFERENCE.negated());
            node.round();
            assertThat(log.all()).hasSize(1).allMatch(line -> line.contains("no longer ahead"));
        }
    }

    @Test
    void itsOwnerIsToldOnce() {
        Sequencer node = node(DIFFERENCE);
        try (LoggedLines log = new LoggedLines(LatestClock.class)) {
            node.round();
            node.round();
            assertThat(log.all()).hasSize(1).allMatch(line -> line.contains("ahead of the database's"));
        }
    }

    private Sequencer node(Duration ahead) {
        return new Sequencer(
                new TestTransactions(database), new Subscribers(), () -> {}, Clock.offset(Clock.systemUTC(), ahead));
    }

    /** When an event is dated that a node with the right clock gives its position. */
    private Instant dated() throws Exception {
        LogDatabase.insert(database, LogDatabase.event("user", "1"));
        LogDatabase.giveOut(database);
        return LogDatabase.after(database, 0).get(0).positionedAt();
    }

    private Instant latest() throws Exception {
        return LogDatabase.in(database, LatestClock::of);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}

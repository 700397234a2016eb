package dev.daemun.eventrelay.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daemun.eventlog.IdentityEvent;
import dev.daemun.eventlog.IdentityEventLog;
import dev.daemun.eventlog.IdentityEventType;
import dev.daemun.eventlog.RepeatedWork.Next;
import dev.daemun.eventlog.fakes.FakeLog;
import dev.daemun.eventlog.fakes.LoggedLines;
import dev.daemun.eventlog.fakes.MovableClock;
import dev.daemun.eventlog.fakes.TestDatabase;
import dev.daemun.eventlog.fakes.TestTransactions;
import dev.daemun.eventrelay.Outcome;
import dev.daemun.eventrelay.Selection;
import dev.daemun.eventrelay.deadletter.DeadLetters;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EveryEventIsDeliveredInOrderTest {
    private static final Next IDLE = Next.onNudge(Duration.ofSeconds(1));
    private static final String READER = "event-relay/webhook/test";

    private final MovableClock clock = new MovableClock();
    private final FakeLog log = new FakeLog();
    private final TestDestination destination = new TestDestination();
    /** As in Keycloak, whose endpoint reads a registry below the global one. */
    private final MeterRegistry metrics = new SimpleMeterRegistry();

    private final CompositeMeterRegistry global = new CompositeMeterRegistry().add(metrics);
    private DataSource database;
    private TestTransactions transactions;
    private Relay relay;

    @BeforeEach
    void startWithAnEmptyLog() throws Exception {
        database = TestDatabase.H2.migrated("META-INF/daemun-event-relay-changelog.xml");
        transactions = new TestTransactions(database).with(IdentityEventLog.class, log);
        relay = node(destination, new RelayMetrics(global, destination.name(), clock));
        relay.round();
    }

    @Test
    void oneAfterTheOtherAndTheCursorFollows() throws InterruptedException {
        List<String> events = add(250);
        assertThat(relay.round()).isEqualTo(Next.atOnce());
        assertThat(destination.taken).isEqualTo(events.subList(0, 100));
        assertThat(log.cursors).containsEntry(READER, 100L);
        assertThat(relay.round()).isEqualTo(Next.atOnce());
        assertThat(relay.round()).isEqualTo(Next.atOnce());
        assertThat(relay.round()).isEqualTo(IDLE);
        assertThat(destination.taken).isEqualTo(events);
        assertThat(counter("deliveries")).isEqualTo(250);
        assertThat(counter("failures")).isZero();
    }

    @Test
    void aNewDestinationBeginsWithWhatHappensFromThenOn() throws InterruptedException {
        add(3);
        relay.round();
        TestDestination second = new TestDestination();
        log.cursors.clear();
        relay.end();
        Relay other = node(second);
        other.round();
        List<String> after = add(1);
        other.round();
        assertThat(second.taken).isEqualTo(after);
    }

    @Test
    void whatWasNotAskedForIsPassed() throws InterruptedException {
        destination.selection = new Selection(Set.of("daemun"), Set.of(IdentityEventType.DELETED));
        add(2);
        String deleted = log.add("deleted", "user", clock.instant()).id();
        log.add("deleted", "user", clock.instant(), "{\"realm\":\"another\"}");
        relay.round();
        assertThat(destination.taken).containsExactly(deleted);
        assertThat(log.cursors).containsEntry(READER, 4L);
    }

    @Test
    void nothingOvertakesAnEventThatTheDestinationDoesNotTakeNow() throws InterruptedException {
        List<String> events = add(3);
        destination.answer = letter -> letter.id().equals(events.get(1)) ? Outcome.away("HTTP 503") : Outcome.DELIVERED;
        List<Duration> pauses = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Next next = relay.round();
            assertThat(next.endsByNudge()).as("a new event does not hurry it").isFalse();
            pauses.add(next.pause());
        }
        assertThat(destination.taken).containsExactly(events.get(0));
        assertThat(log.cursors).as("what was delivered is not delivered again").containsEntry(READER, 1L);
        assertThat(pauses.get(0)).isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
        assertThat(pauses.subList(6, 12))
                .allSatisfy(pause -> assertThat(pause).isBetween(Duration.ofMillis(2_500), Duration.ofSeconds(5)));
        assertThat(counter("failures")).isEqualTo(12);
        assertThat(lag("events")).contains(2.0);
        clock.advance(Duration.ofSeconds(7));
        assertThat(lag("seconds")).contains(7.0);

        destination.answer = letter -> Outcome.DELIVERED;
        relay.round();
        relay.round();
        assertThat(destination.taken).isEqualTo(events);
        assertThat(lag("events")).contains(0.0);
        assertThat(lag("seconds")).contains(0.0);
    }

    @Test
    void eachReasonForTakingNothingIsLoggedOnce() throws InterruptedException {
        add(1);
        try (LoggedLines logged = new LoggedLines(Attempts.class)) {
            for (String answer : List.of("ConnectException", "ConnectException", "HTTP 401", "ConnectException")) {
                destination.answer = letter -> Outcome.away(answer);
                relay.round();
            }
            destination.answer = letter -> Outcome.DELIVERED;
            relay.round();
            String failed = "WARN Delivering events to webhook/test failed (%s) and is tried again until it succeeds.";
            assertThat(logged.all())
                    .containsExactly(
                            String.format(failed, "ConnectException"),
                            String.format(failed, "HTTP 401"),
                            "INFO Delivering events to webhook/test succeeds again.");
        }
    }

    @Test
    void eventsOfDifferentKeysAreDeliveredAtOnceAndNeverTwoOfOneKey() throws InterruptedException {
        destination.mostAtOnce = 3;
        destination.selection = new Selection(Set.of(), Set.of(IdentityEventType.SIGNED_IN));
        List<String> events = addFor("a", "b", "a", "c", "d", "e");
        log.add("deleted", "f", clock.instant());
        String last = addFor("e").get(0);
        relay.round();
        assertThat(destination.calls)
                .containsExactly(
                        List.of(events.get(0), events.get(1)),
                        List.of(events.get(2), events.get(3), events.get(4)),
                        List.of(events.get(5)),
                        List.of(last));
        assertThat(log.cursors).containsEntry(READER, 8L);
        assertThat(counter("deliveries")).isEqualTo(7);
    }

    @Test
    void behindAnEventThatIsNotTakenNowTheOthersAreDeliveredAgain() throws InterruptedException {
        destination.mostAtOnce = 100;
        List<String> events = addFor("a", "b", "c", "d");
        destination.answer =
                letter -> letter.id().equals(events.get(1)) ? Outcome.away("TimeoutException") : Outcome.DELIVERED;
        relay.round();
        assertThat(log.cursors).as("up to the one before").containsEntry(READER, 1L);
        assertThat(counter("deliveries")).isEqualTo(1);
        relay.round();
        relay.round();
        assertThat(destination.calls.subList(1, 3))
                .as("alone, so that the others aren't delivered with each attempt")
                .containsOnly(List.of(events.get(1)));
        assertThat(counter("failures")).isEqualTo(3);

        destination.answer = letter -> Outcome.DELIVERED;
        relay.round();
        assertThat(destination.calls.subList(3, 5))
                .as("and at once again as soon as it is taken")
                .containsExactly(List.of(events.get(1)), List.of(events.get(2), events.get(3)));
        assertThat(log.cursors).containsEntry(READER, 4L);
    }

    @Test
    void aRefusedEventAmongOthersIsTheOnlyDeadLetter() throws InterruptedException {
        destination.mostAtOnce = 100;
        destination.selection = new Selection(Set.of(), Set.of(IdentityEventType.SIGNED_IN));
        log.add("deleted", "x", clock.instant());
        List<String> events = addFor("a", "b", "c");
        destination.answer = letter ->
                letter.id().equals(events.get(1)) ? Outcome.refused("RecordTooLargeException") : Outcome.DELIVERED;
        assertThat(relay.round()).isEqualTo(Next.atOnce());
        assertThat(destination.taken).containsExactly(events.get(0), events.get(2));
        assertThat(deadLetters()).containsExactly(events.get(1) + " RecordTooLargeException");
        assertThat(log.cursors).containsEntry(READER, 4L);
    }

    @Test
    void aRefusedEventBecomesADeadLetterAndTheNextOneFollows() throws InterruptedException {
        List<String> events = add(3);
        destination.answer = letter -> Outcome.away("HTTP 503");
        relay.round();
        destination.answer =
                letter -> letter.id().equals(events.get(0)) ? Outcome.refused("HTTP 422") : Outcome.DELIVERED;
        try (LoggedLines logged = new LoggedLines(Relay.class);
                LoggedLines attempts = new LoggedLines(Attempts.class)) {
            relay.round();
            assertThat(logged.all())
                    .containsExactly("WARN webhook/test refused the event " + events.get(0)
                            + " for good (HTTP 422): it is among the dead letters.");
            assertThat(attempts.all()).as("only of what was delivered").hasSize(1);
        }
        assertThat(destination.taken).containsExactly(events.get(1), events.get(2));
        assertThat(deadLetters()).containsExactly(events.get(0) + " HTTP 422");
        assertThat(counter("dead.letters")).isEqualTo(1);
    }

    @Test
    void aDeadLetterIsDeliveredOnceMoreWhenAnOperatorAsksForIt() throws InterruptedException {
        String refused = add(1).get(0);
        destination.answer = letter -> Outcome.refused("HTTP 422");
        relay.round();

        askForReplay();
        destination.answer = letter -> Outcome.away("HTTP 503");
        assertThat(relay.round().endsByNudge()).as("tried again").isFalse();

        destination.answer = letter -> Outcome.refused("HTTP 400");
        try (LoggedLines logged = new LoggedLines(Relay.class)) {
            assertThat(relay.round()).isEqualTo(Next.atOnce());
            assertThat(logged.all())
                    .containsExactly("WARN webhook/test refused the event " + refused
                            + " once more (HTTP 400): it stays among the dead letters.");
        }
        assertThat(deadLetters()).containsExactly(refused + " HTTP 400");
        assertThat(relay.round()).as("not asked for any more").isEqualTo(IDLE);

        askForReplay();
        destination.answer = letter -> Outcome.DELIVERED;
        String next = add(1).get(0);
        assertThat(relay.round()).isEqualTo(Next.atOnce());
        assertThat(destination.taken).as("and the others need not wait").containsExactly(refused, next);
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void aNodeThatLostItsLeaseStopsInTheMiddleAndTheOtherOneGoesOnFromThere() throws InterruptedException {
        List<String> events = add(4);
        TestDestination others = new TestDestination();
        Relay other = node(others);
        assertThat(other.round()).as("the first node has the lease").isEqualTo(IDLE);
        destination.answer = letter -> {
            if (letter.id().equals(events.get(1))) {
                // As if the process had stood still: meanwhile the other node took over.
                clock.advance(Duration.ofSeconds(4));
                other.round();
            }
            return Outcome.DELIVERED;
        };
        assertThat(relay.round()).isEqualTo(IDLE);
        assertThat(destination.taken).isEqualTo(events.subList(0, 2));
        assertThat(others.taken).as("from the stored cursor").isEqualTo(events);
        assertThat(log.cursors).as("never back").containsEntry(READER, 4L);

        List<String> later = add(1);
        assertThat(relay.round()).isEqualTo(IDLE);
        other.end();
        assertThat(relay.round()).isEqualTo(Next.atOnce());
        assertThat(destination.taken).endsWith(later.get(0)).hasSize(3);
    }

    /** It stood still between two rounds, so that it does not notice that another node delivered meanwhile. */
    @Test
    void aNodeThatStoodStillGoesOnFromWhereTheOtherOneEnded() throws InterruptedException {
        TestDestination others = new TestDestination();
        Relay other = node(others);
        add(1);
        relay.round();
        clock.advance(Duration.ofSeconds(4));
        List<String> events = add(3);
        other.round();
        other.end();
        assertThat(relay.round()).isEqualTo(IDLE);
        assertThat(others.taken).isEqualTo(events);
        assertThat(destination.taken).as("nothing twice").hasSize(1);
    }

    @Test
    void onlyTheNodeThatDeliversShowsTheLag() throws InterruptedException {
        assertThat(lag("seconds")).isPresent();
        Relay other = node(new TestDestination());
        clock.advance(Duration.ofSeconds(4));
        other.round();
        relay.round();
        assertThat(lag("seconds")).isEmpty();
        assertThat(lag("events")).isEmpty();
        assertThat(metrics.find("daemun.relay.deliveries").counter())
                .as("counters stay")
                .isNotNull();
        other.end();
        relay.round();
        assertThat(lag("seconds")).as("shown again").isPresent();
        relay.end();
        assertThat(lag("seconds")).isEmpty();
    }

    @Test
    void whoWasAwayForTooLongIsLoggedAndGoesOnWithWhatIsLeft() throws InterruptedException {
        add(1);
        relay.round();
        List<String> events = add(9);
        log.forget(5);
        try (LoggedLines logged = new LoggedLines(LogCursor.class)) {
            relay.round();
            relay.round();
            assertThat(logged.all())
                    .singleElement()
                    .asString()
                    .startsWith("ERROR webhook/test was away for longer")
                    .endsWith("does not get those between the positions 1 and 5.");
        }
        assertThat(destination.taken.subList(1, 6)).isEqualTo(events.subList(4, 9));
        assertThat(log.cursors).containsEntry(READER, 10L);
    }

    @Test
    void aCursorFromBeforeARestoreStartsOverOnce() throws InterruptedException {
        add(9);
        relay.round();
        log.restore(2);
        try (LoggedLines logged = new LoggedLines(LogCursor.class)) {
            relay.round();
            relay.round();
            assertThat(logged.all())
                    .singleElement()
                    .asString()
                    .startsWith("ERROR The identity event log is older than the cursor of webhook/test");
        }
        assertThat(log.cursors).as("a restart does not skip what comes next").containsEntry(READER, 2L);
        relay.end();
        destination.taken.clear();
        List<String> after = add(3);
        node(destination).round();
        assertThat(destination.taken).isEqualTo(after);
    }

    @Test
    void anEmptyLogAfterARestoreIsLoggedOnceToo() throws InterruptedException {
        add(9);
        relay.round();
        log.restore(0);
        try (LoggedLines logged = new LoggedLines(LogCursor.class)) {
            assertThat(relay.round()).isEqualTo(IDLE);
            assertThat(relay.round()).isEqualTo(IDLE);
            assertThat(logged.all()).hasSize(1);
        }
    }

    @Test
    void aDatabaseThatIsAwayLosesNothingAndRepeatsAtMostABatch() throws InterruptedException {
        List<String> events = add(3);
        for (Throwable failure : List.of(new IllegalStateException("away"), new NoClassDefFoundError("gone"))) {
            transactions.failWith(failure);
            assertThatThrownBy(relay::round).isSameAs(failure);
        }
        transactions.failWith(null);
        relay.round();
        assertThat(destination.taken).isEqualTo(events);
    }

    @Test
    void aDestinationThatThrowsGetsTheEventAgain() throws InterruptedException {
        List<String> events = add(2);
        destination.answer = letter -> {
            if (letter.id().equals(events.get(1))) {
                throw new IllegalStateException("a fault in the destination");
            }
            return Outcome.DELIVERED;
        };
        assertThatThrownBy(relay::round).isInstanceOf(IllegalStateException.class);
        destination.answer = letter -> Outcome.DELIVERED;
        relay.round();
        assertThat(destination.taken).isEqualTo(events);
    }

    @Test
    void whatWasDeliveredBeforeTheShutdownIsStored() {
        List<String> events = add(3);
        destination.answer = letter -> {
            if (letter.id().equals(events.get(1))) {
                throw new InterruptedException();
            }
            return Outcome.DELIVERED;
        };
        Thread.currentThread().interrupt();
        assertThatThrownBy(relay::round).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
        assertThat(log.cursors).containsEntry(READER, 1L);
    }

    @Test
    void aShutdownLetsAnotherNodeDeliverAtOnce() throws InterruptedException {
        TestDestination others = new TestDestination();
        Relay other = node(others);
        relay.end();
        List<String> events = add(1);
        other.round();
        assertThat(others.taken).isEqualTo(events);
    }

    /** Another node of the cluster. */
    private Relay node(TestDestination to) {
        return node(to, new RelayMetrics(new SimpleMeterRegistry(), to.name(), clock));
    }

    private Relay node(TestDestination to, RelayMetrics shown) {
        return new Relay(transactions, to, TestLease.of(transactions, to.name(), clock), shown, clock);
    }

    private List<String> add(int number) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            IdentityEvent event = log.add("signed-in", "user", clock.instant());
            ids.add(event.id());
        }
        return ids;
    }

    private List<String> addFor(String... users) {
        List<String> ids = new ArrayList<>();
        for (String user : users) {
            ids.add(log.add("signed-in", user, clock.instant()).id());
        }
        return ids;
    }

    private double counter(String name) {
        return metrics.get("daemun.relay." + name).counter().count();
    }

    private Optional<Double> lag(String unit) {
        return Optional.ofNullable(metrics.find("daemun.relay.lag." + unit).gauge())
                .map(Gauge::value);
    }

    private List<String> deadLetters() {
        return DeadLetters.of(transactions).stream()
                .map(dead -> dead.letter().id() + " " + dead.reason())
                .toList();
    }

    private void askForReplay() {
        DeadLetters.replayAll(transactions);
    }
}

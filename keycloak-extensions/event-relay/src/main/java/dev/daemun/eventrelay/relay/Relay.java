package dev.daemun.eventrelay.relay;

import dev.daemun.eventlog.IdentityEvent;
import dev.daemun.eventlog.RepeatedWork.Next;
import dev.daemun.eventlog.Transactions;
import dev.daemun.eventrelay.Destination;
import dev.daemun.eventrelay.Letter;
import dev.daemun.eventrelay.Outcome;
import dev.daemun.eventrelay.deadletter.DeadLetter;
import dev.daemun.eventrelay.deadletter.DeadLetterTable;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Delivers the log to one destination: events of one key one after the other, and those of different keys at once where the destination can
 * take that. The cursor is stored after each batch, so a node that dies meanwhile has the whole batch delivered again; the receiver
 * recognises the repeats by the events' ids.
 */
final class Relay {
    private static final Logger LOG = Logger.getLogger(Relay.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Transactions transactions;
    private final Destination destination;
    private final Lease lease;
    private final LogCursor cursor;
    private final Attempts attempts;
    private final RelayMetrics metrics;
    private final Clock clock;

    Relay(Transactions transactions, Destination destination, Lease lease, RelayMetrics metrics, Clock clock) {
        this.transactions = transactions;
        this.destination = destination;
        this.lease = lease;
        this.cursor = new LogCursor(transactions, destination.name());
        this.attempts = new Attempts(destination, metrics);
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Delivers one batch, if this is the node that delivers. */
    Next round() throws InterruptedException {
        if (!lease.isValid()) {
            // Another node may have had it meanwhile, and moved the cursor.
            cursor.forget();
            if (!lease.take()) {
                return lost();
            }
        }
        Optional<DeadLetter> replay =
                transactions.call(session -> new DeadLetterTable(session).next(destination.name()));
        if (replay.isPresent() && !replayed(replay.get())) {
            return attempts.pause();
        }
        Next next = deliver();
        return replay.isPresent() && next.endsByNudge() ? Next.atOnce() : next;
    }

    /** Lets another node deliver at once, and this one show no lag any more. */
    void end() {
        metrics.hideLag();
        lease.release();
    }

    private Next lost() {
        cursor.forget();
        metrics.hideLag();
        return Next.onNudge(PAUSE);
    }

    private Next deliver() throws InterruptedException {
        LogCursor.Batch batch = cursor.next();
        if (batch.events().isEmpty()) {
            metrics.caughtUp();
            return Next.onNudge(PAUSE);
        }
        long passed = batch.after();
        try {
            for (int begin = 0; begin < batch.events().size(); ) {
                List<IdentityEvent> rest =
                        batch.events().subList(begin, batch.events().size());
                metrics.waiting(batch.last() - passed, rest.get(0).positionedAt());
                if (!lease.isValid()) {
                    return lost();
                }
                Window window = Window.of(rest, batch.logId(), destination.selection(), attempts.mostAtOnce());
                int delivered = deliver(window);
                begin += delivered;
                passed = delivered == 0 ? passed : rest.get(delivered - 1).position();
                if (delivered < window.size()) {
                    return attempts.pause();
                }
            }
        } finally {
            // The interrupt is put off, because the database's driver gives up on an interrupted thread: what was
            // delivered
            // need not be delivered again after Keycloak's restart.
            boolean interrupted = Thread.interrupted();
            cursor.store(passed);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return Next.atOnce();
    }

    /** Delivers events or makes them dead letters; returns how many of them come before the first that must be tried again. */
    private int deliver(Window window) throws InterruptedException {
        List<Outcome> outcomes = window.letters().isEmpty() ? List.of() : attempts.attempt(window.letters());
        for (int i = 0; i < outcomes.size(); i++) {
            Outcome outcome = outcomes.get(i);
            if (outcome.kind() == Outcome.Kind.AWAY) {
                return window.eventsBefore(i);
            }
            if (outcome.kind() == Outcome.Kind.REFUSED) {
                keep(window.event(i), window.letters().get(i), outcome);
            }
        }
        return window.size();
    }

    private void keep(IdentityEvent event, Letter letter, Outcome refused) {
        metrics.deadLetter();
        DeadLetter dead = DeadLetter.of(destination.name(), event, letter, refused.detail(), clock.instant());
        transactions.run(session -> new DeadLetterTable(session).keep(dead));
        LOG.warnf(
                "%s refused the event %s for good (%s): it is among the dead letters.",
                destination.name(), event.id(), refused.detail());
    }

    /** Delivers a dead letter once more; false where it must be tried again. */
    private boolean replayed(DeadLetter dead) throws InterruptedException {
        Outcome outcome = attempts.attempt(dead.letter());
        switch (outcome.kind()) {
            case DELIVERED -> transactions.run(session -> new DeadLetterTable(session).remove(dead.id()));
            case REFUSED -> {
                DeadLetter again = dead.refusedAgain(outcome.detail(), clock.instant());
                transactions.run(session -> new DeadLetterTable(session).keep(again));
                LOG.warnf(
                        "%s refused the event %s once more (%s): it stays among the dead letters.",
                        destination.name(), dead.letter().id(), outcome.detail());
            }
            case AWAY -> {
                return false;
            }
        }
        return true;
    }
}

package dev.daemun.eventrelay.relay;

import dev.daemun.eventlog.Backoff;
import dev.daemun.eventlog.FailureLog;
import dev.daemun.eventlog.RepeatedWork.Next;
import dev.daemun.eventrelay.Destination;
import dev.daemun.eventrelay.Letter;
import dev.daemun.eventrelay.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** The attempts to deliver to one destination: counted, logged, and further apart while it takes nothing. */
final class Attempts {
    private static final Logger LOG = Logger.getLogger(Attempts.class);
    private static final Duration FIRST = Duration.ofMillis(100);
    // Short enough that a receiver that is back again need not wait long.
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final Destination destination;
    private final RelayMetrics metrics;
    private final FailureLog failures;
    private final Backoff backoff = new Backoff(FIRST, LONGEST);
    // Otherwise those behind an event that isn't taken would be delivered again with each attempt.
    private boolean away;

    Attempts(Destination destination, RelayMetrics metrics) {
        this.destination = destination;
        this.metrics = metrics;
        this.failures = new FailureLog(LOG, "Delivering events to " + destination.name());
    }

    Outcome attempt(Letter letter) throws InterruptedException {
        return attempt(List.of(letter)).get(0);
    }

    /** How each ended, up to the first that found the destination away: those behind it are to be tried again with it. */
    List<Outcome> attempt(List<Letter> letters) throws InterruptedException {
        List<Outcome> counted = new ArrayList<>();
        for (Outcome outcome : destination.deliverAll(letters)) {
            count(outcome);
            counted.add(outcome);
            if (outcome.kind() == Outcome.Kind.AWAY) {
                break;
            }
        }
        return counted;
    }

    /** How many events may be tried at once: one alone, as long as the destination takes nothing. */
    int mostAtOnce() {
        return away ? 1 : destination.mostAtOnce();
    }

    private void count(Outcome outcome) {
        away = outcome.kind() == Outcome.Kind.AWAY;
        switch (outcome.kind()) {
            case DELIVERED -> {
                backoff.reset();
                failures.succeeded();
                metrics.delivered();
            }
            // It answers, so the next attempt need not wait; but nothing was delivered yet.
            case REFUSED -> backoff.reset();
            case AWAY -> {
                failures.failed(outcome.detail());
                metrics.failed();
            }
        }
    }

    /** How long to wait after an attempt that found the destination away. */
    Next pause() {
        return Next.after(backoff.afterFailure());
    }
}

package dev.daemun.eventrelay.relay;

import dev.daemun.eventlog.Backoff;
import dev.daemun.eventlog.FailureLog;
import dev.daemun.eventlog.RepeatedWork.Next;
import dev.daemun.eventrelay.Destination;
import dev.daemun.eventrelay.Letter;
import dev.daemun.eventrelay.Outcome;
import java.time.Duration;
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

    Attempts(Destination destination, RelayMetrics metrics) {
        this.destination = destination;
        this.metrics = metrics;
        this.failures = new FailureLog(LOG, "Delivering events to " + destination.name());
    }

    Outcome attempt(Letter letter) throws InterruptedException {
        Outcome outcome = destination.deliver(letter);
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
        return outcome;
    }

    /** How long to wait after an attempt that found the destination away. */
    Next pause() {
        return Next.after(backoff.afterFailure());
    }
}

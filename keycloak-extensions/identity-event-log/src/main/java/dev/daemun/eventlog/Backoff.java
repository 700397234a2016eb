package dev.daemun.eventlog;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongUnaryOperator;

/**
 * How long to wait before the next attempt: twice as long after each failure, up to a limit. Half of each wait is random,
 * so that several nodes that failed at the same moment do not all try again at the same moment. For use by one thread.
 */
public final class Backoff {
    private static final int MOST_DOUBLINGS = 30;

    private final Duration first;
    private final Duration longest;
    private final LongUnaryOperator randomBelow;
    private int failures;

    /** Waits between half of {@code first} and {@code first} at the beginning, and up to {@code longest} in the end. */
    public Backoff(Duration first, Duration longest) {
        this(first, longest, bound -> ThreadLocalRandom.current().nextLong(bound));
    }

    Backoff(Duration first, Duration longest, LongUnaryOperator randomBelow) {
        this.first = first;
        this.longest = longest;
        this.randomBelow = randomBelow;
    }

    /** Counts a failure, and returns how long to wait before the next attempt. */
    public Duration afterFailure() {
        long most = Math.min(longest.toMillis(), first.toMillis() << Math.min(failures++, MOST_DOUBLINGS));
        return Duration.ofMillis(most / 2 + randomBelow.applyAsLong(most / 2 + 1));
    }

    /** Begins again with the shortest wait, after a success. */
    public void reset() {
        failures = 0;
    }
}

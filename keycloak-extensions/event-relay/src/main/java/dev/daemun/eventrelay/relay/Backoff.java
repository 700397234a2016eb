package dev.daemun.eventrelay.relay;

import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before the next try: twice as long each time, up to five seconds, never the same for all. */
final class Backoff {
    private static final long FIRST_MILLIS = 100;
    // Short enough that a receiver that is back waits for nobody.
    private static final long LONGEST_MILLIS = 5_000;

    private int failures;

    long nextMillis() {
        long most = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(failures++, 10));
        return most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1);
    }

    boolean isFresh() {
        return failures == 0;
    }

    void reset() {
        failures = 0;
    }
}

package dev.daemun.standins;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** Runs as the machine's clock does, and as far ahead of it as a test wants. */
public final class AdjustableClock implements InstantSource {
    private final Clock machine = Clock.systemUTC();
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    @Override
    public Instant instant() {
        return machine.instant().plus(ahead.get());
    }

    /** Lets this much time pass at once; a negative amount goes back. */
    public void advance(Duration amount) {
        ahead.accumulateAndGet(amount, Duration::plus);
    }
}

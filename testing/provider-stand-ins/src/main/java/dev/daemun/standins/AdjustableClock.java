package dev.daemun.standins;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that is ahead of the machine's clock by as much as a test has set. */
public final class AdjustableClock implements InstantSource {
    private final Clock machine = Clock.systemUTC();
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    @Override
    public Instant instant() {
        return machine.instant().plus(ahead.get());
    }

    /** Moves the clock forward by this much; a negative amount moves it back. */
    public void advance(Duration amount) {
        ahead.accumulateAndGet(amount, Duration::plus);
    }
}

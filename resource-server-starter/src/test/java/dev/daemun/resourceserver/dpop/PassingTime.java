package dev.daemun.resourceserver.dpop;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** Both clocks of a memory, which stand until they are moved. */
final class PassingTime implements InstantSource, Ticker {
    private static final Instant START = Instant.ofEpochSecond(1_790_000_000);

    private final AtomicLong nanos = new AtomicLong();

    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Override
    public Instant instant() {
        return START.plusNanos(nanos.get());
    }

    @Override
    public long read() {
        return nanos.get();
    }
}

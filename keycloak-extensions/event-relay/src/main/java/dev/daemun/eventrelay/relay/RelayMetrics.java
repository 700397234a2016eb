package dev.daemun.eventrelay.relay;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** What Keycloak's metrics endpoint tells of a destination. */
final class RelayMetrics {
    private static final String TAG = "destination";

    private final Counter deliveries;
    private final Counter failures;
    private final Counter deadLetters;
    private final AtomicLong lagEvents = new AtomicLong();
    private final AtomicReference<Instant> oldest = new AtomicReference<>();

    RelayMetrics(String destination) {
        MeterRegistry registry = Metrics.globalRegistry;
        deliveries = registry.counter("daemun.relay.deliveries", TAG, destination);
        failures = registry.counter("daemun.relay.failures", TAG, destination);
        deadLetters = registry.counter("daemun.relay.dead.letters", TAG, destination);
        Gauge.builder("daemun.relay.lag.events", lagEvents, AtomicLong::get)
                .description("Events of the log that this destination has not passed yet, told by the delivering node")
                .tag(TAG, destination)
                .register(registry);
        Gauge.builder("daemun.relay.lag.seconds", oldest, RelayMetrics::seconds)
                .description("Since the oldest of them was committed")
                .tag(TAG, destination)
                .register(registry);
    }

    void delivered() {
        deliveries.increment();
    }

    void failed() {
        failures.increment();
    }

    void deadLetter() {
        deadLetters.increment();
    }

    void waiting(long events, Instant since) {
        lagEvents.set(events);
        oldest.set(since);
    }

    void caughtUp() {
        waiting(0, null);
    }

    private static double seconds(AtomicReference<Instant> oldest) {
        Instant since = oldest.get();
        return since == null ? 0 : Duration.between(since, Instant.now()).toMillis() / 1_000.0;
    }
}

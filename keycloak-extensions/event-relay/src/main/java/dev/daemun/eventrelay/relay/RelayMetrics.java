package dev.daemun.eventrelay.relay;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What Keycloak's metrics endpoint shows of a destination. The lag is shown by the delivering node only: a node that has
 * lost the lease would otherwise show for ever what it last knew.
 */
final class RelayMetrics {
    private static final String TAG = "destination";

    private final MeterRegistry registry;
    private final String destination;
    private final Clock clock;
    private final Counter deliveries;
    private final Counter failures;
    private final Counter deadLetters;
    private final AtomicLong lagEvents = new AtomicLong();
    private final AtomicReference<Instant> oldest = new AtomicReference<>();
    private final List<Meter> lag = new ArrayList<>();

    RelayMetrics(MeterRegistry registry, String destination, Clock clock) {
        this.registry = registry;
        this.destination = destination;
        this.clock = clock;
        deliveries = registry.counter("daemun.relay.deliveries", TAG, destination);
        failures = registry.counter("daemun.relay.failures", TAG, destination);
        deadLetters = registry.counter("daemun.relay.dead.letters", TAG, destination);
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

    /**
     * Events wait.
     *
     * @param since when the oldest of them was committed
     */
    void waiting(long events, Instant since) {
        lagEvents.set(events);
        oldest.set(since);
        show();
    }

    /** No event waits. */
    void caughtUp() {
        waiting(0, null);
    }

    /** This node does not deliver any more, so it knows nothing of the lag. */
    void hideLag() {
        lag.forEach(registry::remove);
        lag.clear();
    }

    private void show() {
        if (lag.isEmpty()) {
            lag.add(Gauge.builder("daemun.relay.lag.events", lagEvents, AtomicLong::get)
                    .description("Events of the log that this destination has not passed yet, on the delivering node")
                    .tag(TAG, destination)
                    .register(registry));
            lag.add(Gauge.builder("daemun.relay.lag.seconds", oldest, this::seconds)
                    .description("Time since the oldest of them was committed")
                    .tag(TAG, destination)
                    .register(registry));
        }
    }

    private double seconds(AtomicReference<Instant> moment) {
        Instant since = moment.get();
        return since == null ? 0 : Duration.between(since, clock.instant()).toMillis() / 1_000.0;
    }
}

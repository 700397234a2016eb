package dev.daemun.upstreamsignals.http;

import dev.daemun.upstreamsignals.consequence.Outcome;
import dev.daemun.upstreamsignals.token.Signal;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts events in Keycloak's metrics endpoint, by provider, type and outcome. None of these says whom an event is about. */
record SignalCounter(MeterRegistry registry, String provider) {
    void count(Signal signal, Outcome outcome) {
        registry.counter(
                        "daemun.upstream.signals",
                        "provider",
                        provider,
                        "signal",
                        signal == null ? "unknown" : signal.shortName(),
                        "outcome",
                        outcome.shortName())
                .increment();
    }
}

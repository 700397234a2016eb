package dev.daemun.upstreamsignals.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.upstreamsignals.consequence.Outcome;
import dev.daemun.upstreamsignals.token.Signal;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class TheMetricNamesNobodyTest {
    @Test
    void onlyTheProviderTheTypeAndTheOutcome() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        SignalCounter counter = new SignalCounter(registry, "kakao");
        counter.count(Signal.USER_UNLINKED, Outcome.NO_ACCOUNT);
        counter.count(Signal.USER_UNLINKED, Outcome.NO_ACCOUNT);
        counter.count(null, Outcome.UNKNOWN_TYPE);
        assertThat(registry.getMeters())
                .extracting(Meter::getId)
                .extracting(Meter.Id::getTags)
                .containsExactlyInAnyOrder(
                        java.util.List.of(
                                Tag.of("outcome", "no-account"),
                                Tag.of("provider", "kakao"),
                                Tag.of("signal", "user-unlinked")),
                        java.util.List.of(
                                Tag.of("outcome", "unknown-type"),
                                Tag.of("provider", "kakao"),
                                Tag.of("signal", "unknown")));
        assertThat(registry.get("daemun.upstream.signals")
                        .tag("outcome", "no-account")
                        .counter()
                        .count())
                .isEqualTo(2);
    }
}

package dev.daemun.gateway.limits;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** What is left to each. */
@FunctionalInterface
interface Allowance {
    /** Takes one request from somebody's. */
    Mono<ConsumptionProbe> take(String who);

    /** So many a second, twice that at once. */
    static BucketConfiguration of(int requestsPerSecond) {
        return BucketConfiguration.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(2L * requestsPerSecond)
                        .refillGreedy(requestsPerSecond, Duration.ofSeconds(1))
                        .build())
                .build();
    }
}

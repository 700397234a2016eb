package dev.daemun.gateway.limits;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** How many requests each caller may still make. */
@FunctionalInterface
interface Allowance {
    /** Takes one request off a caller's allowance. */
    Mono<ConsumptionProbe> take(String who);

    /** An allowance of so many requests a second, and of twice as many at once. */
    static BucketConfiguration of(int requestsPerSecond) {
        return BucketConfiguration.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(2L * requestsPerSecond)
                        .refillGreedy(requestsPerSecond, Duration.ofSeconds(1))
                        .build())
                .build();
    }
}

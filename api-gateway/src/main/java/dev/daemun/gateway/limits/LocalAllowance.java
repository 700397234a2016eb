package dev.daemun.gateway.limits;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** An allowance in memory. Who was quiet for a minute has all of it again, and need not be remembered. */
final class LocalAllowance implements Allowance {
    private static final int MOST_REMEMBERED = 100_000;
    private static final Duration QUIET = Duration.ofMinutes(1);

    private final LoadingCache<String, Bucket> buckets;

    LocalAllowance(int requestsPerSecond) {
        Bandwidth limit = Allowance.of(requestsPerSecond).getBandwidths()[0];
        buckets = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterAccess(QUIET)
                .build(who -> Bucket.builder().addLimit(limit).build());
    }

    @Override
    public Mono<ConsumptionProbe> take(String who) {
        return Mono.fromSupplier(() -> buckets.get(who).tryConsumeAndReturnRemaining(1));
    }
}

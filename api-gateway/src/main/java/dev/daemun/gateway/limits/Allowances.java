package dev.daemun.gateway.limits;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.daemun.gateway.failures.Problem;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** What is left to each, in memory; whoever was quiet for a minute has all of it again, and so is forgotten. */
final class Allowances {
    private static final int MOST_REMEMBERED = 100_000;
    private static final Duration QUIET = Duration.ofMinutes(1);

    private final LoadingCache<String, Bucket> buckets;

    Allowances(int requestsPerSecond) {
        buckets = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterAccess(QUIET)
                .build(who -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(2L * requestsPerSecond)
                                .refillGreedy(requestsPerSecond, Duration.ofSeconds(1)))
                        .build());
    }

    /** Goes on when there is something left, and otherwise answers 429. */
    Mono<Void> take(String who, ServerWebExchange exchange, Mono<Void> next) {
        ConsumptionProbe probe = buckets.get(who).tryConsumeAndReturnRemaining(1);
        if (probe.isConsumed()) {
            return next;
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill()) + 1;
        exchange.getResponse().getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        return Problem.answer(exchange, HttpStatus.TOO_MANY_REQUESTS, "Too many requests.");
    }
}

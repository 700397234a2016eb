package dev.daemun.gateway.limits;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.distributed.proxy.AsyncProxyManager;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** An allowance in Redis, which all gateways share. While Redis is away each gateway counts for itself. */
final class SharedAllowance implements Allowance {
    private static final Logger LOG = LoggerFactory.getLogger(SharedAllowance.class);

    private final String prefix;
    private final Supplier<CompletableFuture<BucketConfiguration>> limit;
    private final AsyncProxyManager<String> redis;
    private final Allowance meanwhile;
    private final AtomicBoolean away = new AtomicBoolean();

    /**
     * An allowance.
     *
     * @param prefix of its keys in Redis
     */
    SharedAllowance(String prefix, int requestsPerSecond, AsyncProxyManager<String> redis) {
        this.prefix = prefix;
        BucketConfiguration configuration = Allowance.of(requestsPerSecond);
        this.limit = () -> CompletableFuture.completedFuture(configuration);
        this.redis = redis;
        this.meanwhile = new LocalAllowance(requestsPerSecond);
    }

    @Override
    public Mono<ConsumptionProbe> take(String who) {
        return Mono.fromFuture(() -> redis.getProxy(prefix + who, limit).tryConsumeAndReturnRemaining(1))
                .doOnNext(probe -> {
                    if (away.compareAndSet(true, false)) {
                        LOG.info("Redis counts requests again.");
                    }
                })
                .onErrorResume(failure -> {
                    if (away.compareAndSet(false, true)) {
                        LOG.warn(
                                "Redis can't count requests ({}): this gateway counts alone meanwhile.",
                                failure.getClass().getSimpleName());
                    }
                    return meanwhile.take(who);
                });
    }
}

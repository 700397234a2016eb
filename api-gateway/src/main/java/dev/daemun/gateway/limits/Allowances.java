package dev.daemun.gateway.limits;

import dev.daemun.gateway.requests.Problem;
import dev.daemun.resourceserver.InvalidConfigurationException;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.AsyncProxyManager;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.netty.resolver.DefaultAddressResolverGroup;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Counts requests, here or in Redis, and answers whoever asks too much. */
@Component
final class Allowances implements DisposableBean {
    private static final Duration LONGEST_WAIT = Duration.ofMillis(250);
    private static final Duration KEPT = Duration.ofSeconds(10);

    private final Optional<RedisClient> client;
    private final Optional<AsyncProxyManager<String>> redis;

    Allowances(LimitProperties properties) {
        client = properties.redis().map(Allowances::client);
        redis = client.map(Allowances::connect);
    }

    /** One of its own, by the name of what is limited. */
    Allowance named(String name, int requestsPerSecond) {
        return redis.<Allowance>map(
                        shared -> new SharedAllowance("daemun:limits:" + name + ":", requestsPerSecond, shared))
                .orElseGet(() -> new LocalAllowance(requestsPerSecond));
    }

    /** Goes on when there is something left, and otherwise answers 429. */
    static Mono<Void> goOn(ConsumptionProbe probe, ServerWebExchange exchange, Mono<Void> next) {
        return probe.isConsumed() ? next : refuse(probe, exchange);
    }

    static Mono<Void> refuse(ConsumptionProbe probe, ServerWebExchange exchange) {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill()) + 1;
        exchange.getResponse().getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        return Problem.answer(exchange, HttpStatus.TOO_MANY_REQUESTS, "Too many requests.");
    }

    @Override
    public void destroy() {
        client.ifPresent(Allowances::end);
    }

    /** A request must not wait long for being counted. Java's resolver finds a Redis that moved sooner than Netty's. */
    private static RedisClient client(RedisURI uri) {
        RedisClient client = RedisClient.create(
                ClientResources.builder()
                        .addressResolverGroup(DefaultAddressResolverGroup.INSTANCE)
                        .build(),
                uri);
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .timeoutOptions(TimeoutOptions.enabled(LONGEST_WAIT))
                .build());
        return client;
    }

    private static AsyncProxyManager<String> connect(RedisClient client) {
        try {
            return Bucket4jLettuce.casBasedBuilder(
                            client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE)))
                    .expirationAfterWrite(ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(KEPT))
                    .build()
                    .asAsync();
        } catch (RedisException e) {
            end(client);
            throw new InvalidConfigurationException(
                    LimitProperties.PREFIX + "redis-uri",
                    "leads to no Redis that answers: start it or mend the address.");
        }
    }

    private static void end(RedisClient client) {
        client.shutdown();
        client.getResources().shutdown().awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}

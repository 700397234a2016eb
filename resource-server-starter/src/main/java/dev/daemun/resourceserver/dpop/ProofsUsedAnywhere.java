package dev.daemun.resourceserver.dpop;

import dev.daemun.resourceserver.issuer.FailureLog;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SetArgs;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.resource.ClientResources;
import io.netty.resolver.DefaultAddressResolverGroup;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;

/**
 * Remembers used proofs in Redis, for all instances of a service. While Redis is away no proof is accepted: a caller who could
 * cut an instance off from it would otherwise use a stolen proof once more at each of them.
 */
final class ProofsUsedAnywhere implements UsedProofs, DisposableBean {
    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final RedisClient client;
    private final String prefix;
    private final InstantSource clock;
    private final FailureLog failures = new FailureLog(
            LogFactory.getLog(ProofsUsedAnywhere.class),
            "Tokens that are bound to a key are answered with 503 meanwhile.",
            "Redis remembers used proofs again.");
    private @Nullable StatefulRedisConnection<String, String> connection;
    private volatile Instant nextTry = Instant.MIN;

    /**
     * A memory that is connected when it is first asked, so that the service starts while Redis is away.
     *
     * @param prefix of its keys, the same for all instances of a service and no other
     */
    ProofsUsedAnywhere(RedisURI redis, String prefix, InstantSource clock) {
        this.prefix = prefix;
        this.clock = clock;
        // Java's resolver finds a Redis that moved sooner than Netty's.
        this.client = RedisClient.create(
                ClientResources.builder()
                        .addressResolverGroup(DefaultAddressResolverGroup.INSTANCE)
                        .build(),
                RedisURI.builder(redis).withTimeout(LONGEST_WAIT).build());
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(
                        SocketOptions.builder().connectTimeout(LONGEST_WAIT).build())
                .timeoutOptions(TimeoutOptions.enabled(LONGEST_WAIT))
                .build());
    }

    @Override
    public boolean isFirstUse(String proof, Duration kept) {
        if (clock.instant().isBefore(nextTry)) {
            // Requests must not queue up for a Redis that is away or frozen.
            throw new UsedProofsUnavailableException("Redis was away a moment ago", null);
        }
        try {
            String stored = connection()
                    .sync()
                    .set(prefix + proof, "", SetArgs.Builder.nx().px(kept));
            failures.succeeded();
            return stored != null;
        } catch (RedisException e) {
            nextTry = clock.instant().plus(PAUSE);
            failures.failed(new IOException("Redis can't remember used proofs", e));
            throw new UsedProofsUnavailableException("Redis can't say whether a proof was used", e);
        }
    }

    /** Lettuce connects again by itself, but not for the first time. */
    private synchronized StatefulRedisConnection<String, String> connection() {
        if (connection == null) {
            connection = client.connect();
        }
        return connection;
    }

    @Override
    public void destroy() {
        client.shutdown();
        client.getResources().shutdown().awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}

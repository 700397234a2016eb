package dev.daemun.resourceserver.dpop;

import dev.daemun.resourceserver.issuer.FailureLog;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
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
 * cut an instance off from it would otherwise use a stolen proof once more at each of them. A key with very many proofs is treated
 * as {@link ProofsUsedHere} does.
 */
final class ProofsUsedAnywhere implements UsedProofs, DisposableBean {
    /** How many of one key are remembered one by one, at about 150 bytes each in Redis. */
    static final int MOST_OF_A_KEY = 10_000;

    private static final long FIRST_USE = 1;
    private static final long TOO_MANY = -1;

    /**
     * Looks and remembers in one step. {@code KEYS} are the used proofs of a key, ordered by until when they are good, and until
     * when all are that were forgotten. {@code ARGV} are the proof, until when it is good, the present moment, and how many
     * proofs of a key are remembered; moments are in milliseconds.
     */
    private static final String REMEMBER = """
            local goodUntil, now, most = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
            local margin = 1000
            if redis.call('ZSCORE', KEYS[1], ARGV[1]) then
              return 0
            end
            redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - margin)
            local last = redis.call('ZRANGE', KEYS[1], -1, -1, 'WITHSCORES')[2]
            if redis.call('ZCARD', KEYS[1]) >= most then
              redis.call('SET', KEYS[2], last, 'PX', last - now + margin)
              redis.call('UNLINK', KEYS[1])
            end
            local forgotten = redis.call('GET', KEYS[2])
            if forgotten and goodUntil <= tonumber(forgotten) then
              return -1
            end
            redis.call('ZADD', KEYS[1], goodUntil, ARGV[1])
            redis.call('PEXPIRE', KEYS[1], math.max(goodUntil, last or 0) - now + margin)
            return 1
            """;

    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final RedisClient client;
    private final String prefix;
    private final int mostOfAKey;
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
     * @param mostOfAKey how many proofs of one key are remembered one by one
     */
    ProofsUsedAnywhere(RedisURI redis, String prefix, int mostOfAKey, InstantSource clock) {
        this.prefix = prefix;
        this.mostOfAKey = mostOfAKey;
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
    public boolean isFirstUse(String key, String proof, Instant goodUntil) {
        long answer = remember(key, proof, goodUntil);
        if (answer == TOO_MANY) {
            throw new TooManyProofsException();
        }
        return answer == FIRST_USE;
    }

    private long remember(String key, String proof, Instant goodUntil) {
        Instant now = clock.instant();
        if (now.isBefore(nextTry)) {
            // Requests must not queue up for a Redis that is away or frozen.
            throw new UsedProofsUnavailableException("Redis was away a moment ago", null);
        }
        try {
            Long answer = connection()
                    .sync()
                    .eval(
                            REMEMBER,
                            ScriptOutputType.INTEGER,
                            new String[] {prefix + key, prefix + key + ":forgotten"},
                            proof,
                            Long.toString(goodUntil.toEpochMilli()),
                            Long.toString(now.toEpochMilli()),
                            Integer.toString(mostOfAKey));
            failures.succeeded();
            return answer;
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

package dev.daemun.gateway.limits;

import dev.daemun.resourceserver.InvalidConfigurationException;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/**
 * How much one may ask, in requests a second, twice that at once; and how much a request may bring.
 *
 * @param perSubject of one user or service account, whichever tokens it has
 * @param perAddress of one IPv4 address or IPv6 network of 64 bits
 * @param body the largest one; a route's metadata may name another
 * @param headerTime how long request line and headers may take from their first byte; the connection is closed after that
 * @param bodyTime how long the whole body may take; 408 after that
 * @param redisUri where all gateways count together, as Lettuce writes it: {@code redis://user:password@host:6379} or {@code
 *     rediss://}; null: each counts for itself
 */
@ConfigurationProperties("daemun.gateway.limits")
record LimitProperties(
        @DefaultValue("100") int perSubject,
        @DefaultValue("300") int perAddress,
        @DefaultValue("1MB") DataSize body,
        @DefaultValue("10s") Duration headerTime,
        @DefaultValue("30s") Duration bodyTime,
        @Nullable String redisUri) {
    static final String PREFIX = "daemun.gateway.limits.";

    LimitProperties {
        requirePositive("per-subject", perSubject);
        requirePositive("per-address", perAddress);
        requirePositive("header-time", headerTime);
        requirePositive("body-time", bodyTime);
        if (body.isNegative()) {
            throw new InvalidConfigurationException(PREFIX + "body", "is " + body + ": name a size such as 1MB.");
        }
        if (StringUtils.hasText(redisUri)) {
            requireAddress(redisUri);
        }
    }

    /** Where all count together, if they do. */
    Optional<RedisURI> redis() {
        return Optional.ofNullable(redisUri).filter(StringUtils::hasText).map(RedisURI::create);
    }

    private static void requireAddress(String uri) {
        try {
            RedisURI.create(uri);
        } catch (IllegalArgumentException e) {
            // Not the address itself: there may be a password in it.
            throw new InvalidConfigurationException(
                    PREFIX + "redis-uri", "is no address of a Redis: write redis://host:6379 or rediss://host:6379.");
        }
    }

    private static void requirePositive(String name, Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new InvalidConfigurationException(
                    PREFIX + name, "is " + time + ": name a time longer than none, such as 30s.");
        }
    }

    private static void requirePositive(String name, int limit) {
        if (limit < 1) {
            throw new InvalidConfigurationException(
                    PREFIX + name, "is " + limit + ": name a number of requests a second, 1 or more.");
        }
    }
}

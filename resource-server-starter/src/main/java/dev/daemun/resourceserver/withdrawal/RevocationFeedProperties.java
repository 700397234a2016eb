package dev.daemun.resourceserver.withdrawal;

import dev.daemun.resourceserver.InvalidConfigurationException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * From where this service learns of withdrawals.
 *
 * @param uri the feed, such as {@code https://id.example.com/realms/daemun/revocation-feed/withdrawals}; setting it switches the denylist on. Several are addresses of
 *     the same feed, such as one of each node: when one fails or falls silent, the next is read
 * @param kafkaTopic the topic that carries the same entries, read with the application's own {@code spring.kafka.*}; instead of {@code uri}
 * @param clientId with {@code uri}: a client of the issuer whose service account may read the feed
 * @param clientSecret its secret
 * @param tokenUri where it gets its token; by default what the issuer's metadata says. Several are endpoints of the same issuer, such as one
 *     of each node: when one fails or does not answer in time, the next is asked
 * @param maxAge how old this service's knowledge may be before it counts as stale
 * @param denyWhenStale path patterns that are answered with 503 while it is stale; all others are served, and the log says so
 * @param maxEntries how many withdrawals are kept one by one; past it the older half becomes one entry for every token issued until then
 * @param clockMargin how far the clocks of the issuer's nodes may differ: tokens that were issued so soon after a withdrawal
 *     are refused too, except where no later token can have the claims
 */
@ConfigurationProperties("daemun.resource-server.revocation-feed")
record RevocationFeedProperties(
        @DefaultValue List<URI> uri,
        @Nullable String kafkaTopic,
        @Nullable String clientId,
        @Nullable String clientSecret,
        @DefaultValue List<URI> tokenUri,
        @DefaultValue("60s") Duration maxAge,
        @DefaultValue List<String> denyWhenStale,
        @DefaultValue("100000") int maxEntries,
        @DefaultValue("1s") Duration clockMargin) {
    static final String PREFIX = "daemun.resource-server.revocation-feed.";
    private static final Duration SHORTEST_AGE = Duration.ofSeconds(3);
    private static final int FEWEST_ENTRIES = 1_000;
    private static final Duration LARGEST_MARGIN = Duration.ofSeconds(30);

    RevocationFeedProperties {
        uri.forEach(one -> requireSafe("uri", one));
        tokenUri.forEach(one -> requireSafe("token-uri", one));
        if (StringUtils.hasText(kafkaTopic)) {
            requireNone("uri", uri.isEmpty() ? null : uri);
            requireNone("client-id", clientId);
        } else {
            requireText("client-id", clientId);
            requireText("client-secret", clientSecret);
        }
        if (maxAge.compareTo(SHORTEST_AGE) < 0 || maxAge.compareTo(Duration.ofHours(1)) > 0) {
            throw new InvalidConfigurationException(PREFIX + "max-age", "must be between 3s and 1h.");
        }
        for (String path : denyWhenStale) {
            if (!path.startsWith("/")) {
                throw new InvalidConfigurationException(
                        PREFIX + "deny-when-stale",
                        "has '" + path + "', which begins with no slash: write '/" + path + "'.");
            }
        }
        if (maxEntries < FEWEST_ENTRIES) {
            throw new InvalidConfigurationException(PREFIX + "max-entries", "must be at least " + FEWEST_ENTRIES + ".");
        }
        if (clockMargin.isNegative() || clockMargin.compareTo(LARGEST_MARGIN) > 0) {
            throw new InvalidConfigurationException(PREFIX + "clock-margin", "must be between 0s and 30s.");
        }
    }

    private static void requireNone(String name, @Nullable Object value) {
        if (value != null) {
            throw new InvalidConfigurationException(
                    PREFIX + name,
                    "is set beside kafka-topic: withdrawals are read either over HTTP or from Kafka, so remove one of the two.");
        }
    }

    private static void requireText(String name, @Nullable String value) {
        if (!StringUtils.hasText(value)) {
            throw new InvalidConfigurationException(
                    PREFIX + name,
                    "is not set: set it to that of a client whose service account may read the revocation feed.");
        }
    }

    private static void requireSafe(String name, URI uri) {
        if (uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme())) {
            throw new InvalidConfigurationException(
                    PREFIX + name, "is '" + uri + "', which is no address: write one that begins with https://.");
        }
    }
}

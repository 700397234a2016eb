package dev.daemun.resourceserver;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What {@code spring.security.oauth2.resourceserver.jwt.*} does not say.
 *
 * @param publicPaths path patterns that need no token, such as {@code /actuator/health/**}; all others do
 * @param clockSkew how far the clocks of the issuer and of this service may differ when a token's times are checked
 * @param publicUrls the addresses at which callers know the root of this service, such as {@code https://api.example.com/api},
 *     where a gateway or a proxy changes host or path; DPoP proofs (RFC 9449) must be for one of them, and the first one is
 *     {@code resource} in the metadata (RFC 9728). None: the address in the request
 * @param dpop how DPoP proofs are checked
 * @param cors which web pages of other origins may call
 * @param externalAuthorization whether gateways of other kinds may ask at {@code /daemun/authorize} whether a call may pass
 * @param fastDecoding whether new tokens that are written as issuers usually do are read by the starter itself, with signatures still
 *     verified by Nimbus; not without the token cache, nor where the application has a decoder of its own
 * @param tokenCache remembers verified tokens, so that one that comes again costs no second signature check
 */
@ConfigurationProperties("daemun.resource-server")
public record ResourceServerProperties(
        @DefaultValue List<String> publicPaths,
        @DefaultValue("30s") Duration clockSkew,
        @DefaultValue List<String> publicUrls,
        @DefaultValue Dpop dpop,
        @DefaultValue Cors cors,
        @DefaultValue("false") boolean externalAuthorization,
        @DefaultValue("true") boolean fastDecoding,
        @DefaultValue TokenCache tokenCache) {
    private static final String PUBLIC_PATHS = "daemun.resource-server.public-paths";
    private static final String PUBLIC_URLS = "daemun.resource-server.public-urls";
    private static final String CLOCK_SKEW = "daemun.resource-server.clock-skew";

    public ResourceServerProperties {
        for (String path : publicPaths) {
            if (!path.startsWith("/")) {
                throw new InvalidConfigurationException(
                        PUBLIC_PATHS, "has '" + path + "', which begins with no slash: write '/" + path + "'.");
            }
            if (path.equals("/**")) {
                throw new InvalidConfigurationException(
                        PUBLIC_PATHS, "opens everything by '/**': list the paths that need no token.");
            }
        }
        for (String url : publicUrls) {
            if (!url.matches("https?://[A-Za-z0-9.\\-\\[\\]:]+(/[A-Za-z0-9._~\\-]+)*")) {
                throw new InvalidConfigurationException(
                        PUBLIC_URLS,
                        "has '" + url + "', which is no address of a service: write one such as"
                                + " https://api.example.com/api, without a slash at the end.");
            }
        }
        if (clockSkew.isNegative() || clockSkew.compareTo(Duration.ofMinutes(5)) > 0) {
            throw new InvalidConfigurationException(CLOCK_SKEW, "must be between 0s and 5m.");
        }
    }

    /**
     * Tokens that are bound to a key (RFC 9449).
     *
     * @param redisUri where all instances of this service remember together which proofs were used, as Lettuce writes it: {@code
     *     redis://user:password@host:6379} or {@code rediss://}; null: each instance remembers its own
     */
    public record Dpop(@Nullable String redisUri) {}

    /**
     * Cross-origin calls by web pages, which are refused unless listed here.
     *
     * @param allowedOrigins exact origins, such as {@code https://shop.example.com}; no patterns
     */
    public record Cors(@DefaultValue List<String> allowedOrigins) {
        private static final String ALLOWED_ORIGINS = "daemun.resource-server.cors.allowed-origins";

        public Cors {
            for (String origin : allowedOrigins) {
                if (!origin.matches("https?://[A-Za-z0-9.\\-\\[\\]:]+")) {
                    throw new InvalidConfigurationException(
                            ALLOWED_ORIGINS,
                            "has '" + origin
                                    + "', which is no exact origin: write one such as https://shop.example.com.");
                }
            }
        }
    }

    /**
     * Bounds of the memory for verified tokens. Times, audience, proof of possession and withdrawal are checked for
     * remembered tokens too.
     *
     * @param enabled whether any are remembered
     * @param maxEntries how many at most
     * @param maxBytes how much memory they may take together, by estimate
     * @param rememberCallers whether remembered tokens are checked by shorter ways that give the same answers, such as with their authorities
     *     remembered, on servlets; these never are where the application has a decoder or a converter of its own
     * @param maxAge after which a token is verified anew; a token whose key the issuer has removed is accepted no longer than
     *     this after the removal could be read
     */
    public record TokenCache(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("10000") int maxEntries,
            @DefaultValue("64MB") DataSize maxBytes,
            @DefaultValue("true") boolean rememberCallers,
            @DefaultValue("60s") Duration maxAge) {
        private static final String PREFIX = "daemun.resource-server.token-cache.";

        public TokenCache {
            if (maxEntries < 1) {
                throw new InvalidConfigurationException(
                        PREFIX + "max-entries",
                        "must be at least 1: to remember none, set " + PREFIX + "enabled=false.");
            }
            if (maxBytes.toBytes() < DataSize.ofMegabytes(1).toBytes()) {
                throw new InvalidConfigurationException(PREFIX + "max-bytes", "must be at least 1MB.");
            }
            if (maxAge.compareTo(Duration.ofSeconds(1)) < 0 || maxAge.compareTo(Duration.ofMinutes(5)) > 0) {
                throw new InvalidConfigurationException(PREFIX + "max-age", "must be between 1s and 5m.");
            }
        }
    }
}

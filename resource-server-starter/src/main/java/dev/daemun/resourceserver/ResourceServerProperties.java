package dev.daemun.resourceserver;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What {@code spring.security.oauth2.resourceserver.jwt.*} does not say.
 *
 * @param publicPaths path patterns that need no token, such as {@code /actuator/health/**}; all others do
 * @param clockSkew how far the clocks of the issuer and of this service may differ when a token's times are checked
 * @param cors which web pages of other origins may call
 */
@ConfigurationProperties("daemun.resource-server")
public record ResourceServerProperties(
        @DefaultValue List<String> publicPaths,
        @DefaultValue("30s") Duration clockSkew,
        @DefaultValue Cors cors) {
    private static final String PUBLIC_PATHS = "daemun.resource-server.public-paths";
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
        if (clockSkew.isNegative() || clockSkew.compareTo(Duration.ofMinutes(5)) > 0) {
            throw new InvalidConfigurationException(CLOCK_SKEW, "must be between 0s and 5m.");
        }
    }

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
}

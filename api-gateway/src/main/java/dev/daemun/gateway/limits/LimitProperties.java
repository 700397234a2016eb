package dev.daemun.gateway.limits;

import dev.daemun.resourceserver.InvalidConfigurationException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much one may ask, in requests a second; twice that at once. Each gateway counts for itself.
 *
 * @param perSubject of one user or service account, whichever tokens it has
 * @param perAddress of one IPv4 address or IPv6 network of 64 bits
 */
@ConfigurationProperties("daemun.gateway.limits")
record LimitProperties(
        @DefaultValue("100") int perSubject,
        @DefaultValue("300") int perAddress) {
    LimitProperties {
        requirePositive("per-subject", perSubject);
        requirePositive("per-address", perAddress);
    }

    private static void requirePositive(String name, int limit) {
        if (limit < 1) {
            throw new InvalidConfigurationException(
                    "daemun.gateway.limits." + name,
                    "is " + limit + ": name a number of requests a second, 1 or more.");
        }
    }
}

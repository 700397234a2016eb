package dev.daemun.resourceserver.health;

import dev.daemun.resourceserver.keys.SigningKeys;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroupsPostProcessor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** A service without keys can verify no token, so it is not ready until it has fetched some. */
@AutoConfiguration(
        afterName = {
            "dev.daemun.resourceserver.AccessTokenAutoConfiguration",
            // Boot makes the readiness group there, by a bean of the same order as the one below. Spring asks beans of
            // one
            // order in the order in which they were registered, so this one has to be registered later.
            "org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration"
        })
@ConditionalOnClass({HealthIndicator.class, HealthEndpointGroupsPostProcessor.class})
@ConditionalOnBean(SigningKeys.class)
class KeysHealthAutoConfiguration {
    private static final String NAME = "signingKeys";

    @Bean(NAME + "HealthIndicator")
    @ConditionalOnMissingBean(name = NAME + "HealthIndicator")
    HealthIndicator signingKeysHealthIndicator(SigningKeys keys) {
        return () -> {
            Health.Builder health = keys.available() ? Health.up() : Health.down();
            String failure = keys.failure();
            return failure == null
                    ? health.build()
                    : health.withDetail("cause", failure).build();
        };
    }

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    static HealthEndpointGroupsPostProcessor signingKeysInReadiness() {
        return groups -> new ReadinessWith(NAME, groups);
    }
}

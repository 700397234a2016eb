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

/** A service without keys can answer nobody, so it is not ready until it has had some. */
@AutoConfiguration(
        afterName = {
            "dev.daemun.resourceserver.AccessTokenAutoConfiguration",
            // It makes the readiness group, also in last place: of two in last place the one registered first goes
            // first.
            "org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration"
        })
@ConditionalOnClass({HealthIndicator.class, HealthEndpointGroupsPostProcessor.class})
@ConditionalOnBean(SigningKeys.class)
class KeysHealthAutoConfiguration {
    private static final String NAME = "signingKeys";

    @Bean(NAME + "HealthIndicator")
    @ConditionalOnMissingBean(name = NAME + "HealthIndicator")
    HealthIndicator signingKeysHealthIndicator(SigningKeys keys) {
        return () -> keys.available() ? Health.up().build() : Health.down().build();
    }

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    static HealthEndpointGroupsPostProcessor signingKeysInReadiness() {
        return groups -> new ReadinessWith(NAME, groups);
    }
}

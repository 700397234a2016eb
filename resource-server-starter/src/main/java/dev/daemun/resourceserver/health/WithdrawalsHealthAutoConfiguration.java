package dev.daemun.resourceserver.health;

import dev.daemun.resourceserver.withdrawal.Withdrawals;
import java.time.Duration;
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

/** A service that does not know what was withdrawn lets nobody in, so it is not ready until it does. */
@AutoConfiguration(
        afterName = {
            "dev.daemun.resourceserver.withdrawal.WithdrawalAutoConfiguration",
            "dev.daemun.resourceserver.health.KeysHealthAutoConfiguration"
        })
@ConditionalOnClass({HealthIndicator.class, HealthEndpointGroupsPostProcessor.class})
@ConditionalOnBean(Withdrawals.class)
class WithdrawalsHealthAutoConfiguration {
    private static final String NAME = "withdrawals";

    /** Stale knowledge is a detail and not down: what happens then is each path's own rule. */
    @Bean(NAME + "HealthIndicator")
    @ConditionalOnMissingBean(name = NAME + "HealthIndicator")
    HealthIndicator withdrawalsHealthIndicator(Withdrawals withdrawals) {
        return () -> {
            Duration age = withdrawals.age();
            Health.Builder health = age == null
                    ? Health.down()
                    : Health.up()
                            .withDetail("completeUntil", String.valueOf(withdrawals.completeUntil()))
                            .withDetail("ageSeconds", age.toSeconds())
                            .withDetail("stale", withdrawals.stale())
                            .withDetail("entries", withdrawals.size());
            String failure = withdrawals.failure();
            return failure == null
                    ? health.build()
                    : health.withDetail("cause", failure).build();
        };
    }

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    static HealthEndpointGroupsPostProcessor withdrawalsInReadiness() {
        return groups -> new ReadinessWith(NAME, groups);
    }
}

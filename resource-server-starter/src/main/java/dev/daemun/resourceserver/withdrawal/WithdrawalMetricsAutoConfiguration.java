package dev.daemun.resourceserver.withdrawal;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Tells how old the knowledge is, how much there is of it, and how often it refused. */
@AutoConfiguration(after = WithdrawalAutoConfiguration.class)
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnBean(Withdrawals.class)
class WithdrawalMetricsAutoConfiguration {
    @Bean
    MeterBinder withdrawalsMetrics(Withdrawals withdrawals) {
        return registry -> {
            Gauge.builder("daemun.withdrawals.age", withdrawals, WithdrawalMetricsAutoConfiguration::seconds)
                    .baseUnit("seconds")
                    .description("Since the moment before which every withdrawal is known, as the issuer says itself")
                    .register(registry);
            Gauge.builder("daemun.withdrawals.entries", withdrawals, Withdrawals::size)
                    .description("Withdrawals held one by one")
                    .register(registry);
            FunctionCounter.builder("daemun.withdrawals.refused", withdrawals, Withdrawals::refusals)
                    .description("Requests refused because their token was withdrawn")
                    .register(registry);
        };
    }

    private static double seconds(Withdrawals withdrawals) {
        Duration age = withdrawals.age();
        return age == null ? Double.NaN : age.toMillis() / 1_000.0;
    }
}

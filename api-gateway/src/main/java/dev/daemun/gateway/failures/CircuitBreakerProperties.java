package dev.daemun.gateway.failures;

import dev.daemun.resourceserver.InvalidConfigurationException;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When the service behind a route is left alone for a while. A call fails when no answer comes: what a service answers,
 * also an error, is an answer.
 *
 * @param failurePercentage of the last calls, from 1 to 100
 * @param calls how many calls are looked at, and needed before the service is judged
 * @param pause how long it is then left alone
 */
@ConfigurationProperties("daemun.gateway.circuit-breaker")
record CircuitBreakerProperties(
        @DefaultValue("50") int failurePercentage,
        @DefaultValue("20") int calls,
        @DefaultValue("5s") Duration pause) {
    private static final String PREFIX = "daemun.gateway.circuit-breaker.";

    CircuitBreakerProperties {
        if (failurePercentage < 1 || failurePercentage > 100) {
            throw new InvalidConfigurationException(
                    PREFIX + "failure-percentage", "is " + failurePercentage + ": name one from 1 to 100.");
        }
        if (calls < 1) {
            throw new InvalidConfigurationException(
                    PREFIX + "calls", "is " + calls + ": name a number of calls, 1 or more.");
        }
        if (pause.isNegative() || pause.isZero()) {
            throw new InvalidConfigurationException(
                    PREFIX + "pause", "is " + pause + ": name a time longer than none, such as 5s.");
        }
    }

    CircuitBreakerConfig config() {
        return CircuitBreakerConfig.custom()
                .failureRateThreshold(failurePercentage)
                .slidingWindowSize(calls)
                .minimumNumberOfCalls(calls)
                .permittedNumberOfCallsInHalfOpenState(1)
                .waitDurationInOpenState(pause)
                .build();
    }
}

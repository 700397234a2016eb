package dev.daemun.resourceserver;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.observation.SecurityObservationSettings;

/**
 * Tells Spring Security not to observe anything where the application says that it does not want the observations. Spring Boot
 * reads that property too, but it only throws each observation away after Spring Security has wrapped each filter of each request.
 */
@AutoConfiguration
@ConditionalOnProperty(name = "management.observations.enable.spring.security", havingValue = "false")
class SecurityObservationAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    SecurityObservationSettings securityObservationSettings() {
        return SecurityObservationSettings.noObservations();
    }
}

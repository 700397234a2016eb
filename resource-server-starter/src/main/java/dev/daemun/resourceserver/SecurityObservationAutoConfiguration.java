package dev.daemun.resourceserver;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.observation.SecurityObservationSettings;

/**
 * Where an application does not want Spring Security's observations, its filters are not even wrapped for them. The property alone
 * only has each observation of each filter of each request thrown away.
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

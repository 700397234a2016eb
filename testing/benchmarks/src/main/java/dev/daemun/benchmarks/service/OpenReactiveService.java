package dev.daemun.benchmarks.service;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;

/** Lets everybody in, through the same Spring Security filter chain, where the service runs on WebFlux. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("open-reactive")
class OpenReactiveService {
    @Bean
    SecurityWebFilterChain open(ServerHttpSecurity http) {
        return http.authorizeExchange(exchanges -> exchanges.anyExchange().permitAll())
                .csrf(ServerHttpSecurity.CsrfSpec::disable)
                // As servlets have it by themselves.
                .anonymous(Customizer.withDefaults())
                .build();
    }
}

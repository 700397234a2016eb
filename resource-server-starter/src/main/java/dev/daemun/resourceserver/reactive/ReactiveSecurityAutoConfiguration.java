package dev.daemun.resourceserver.reactive;

import dev.daemun.resourceserver.CrossOrigin;
import dev.daemun.resourceserver.HeaderValues;
import dev.daemun.resourceserver.ProtectedResource;
import dev.daemun.resourceserver.ResourceServerProperties;
import dev.daemun.resourceserver.RolesAndScopes;
import dev.daemun.resourceserver.dpop.ProofVerifier;
import dev.daemun.resourceserver.withdrawal.StaleKnowledge;
import dev.daemun.resourceserver.withdrawal.WithdrawnTokens;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.reactive.ReactiveOAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.web.reactive.ReactiveOAuth2ResourceServerWebSecurityAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.method.configuration.EnableReactiveMethodSecurity;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.ReactiveJwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.ReactiveJwtGrantedAuthoritiesConverterAdapter;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authentication.ServerAuthenticationConverter;
import org.springframework.security.web.server.firewall.ServerWebExchangeFirewall;
import org.springframework.security.web.server.firewall.StrictServerWebExchangeFirewall;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsConfigurationSource;

/** Denies every request without a valid token, but for the public paths; steps back from beans of the application. */
@AutoConfiguration(
        after = {ReactiveAccessTokenAutoConfiguration.class, ReactiveOAuth2ResourceServerAutoConfiguration.class},
        before = ReactiveOAuth2ResourceServerWebSecurityAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnClass(EnableWebFluxSecurity.class)
@ConditionalOnBean(ReactiveJwtDecoder.class)
@EnableConfigurationProperties(ResourceServerProperties.class)
class ReactiveSecurityAutoConfiguration {
    private static final String CORS = "corsConfigurationSource";

    @Bean
    @ConditionalOnMissingBean
    ReactiveJwtAuthenticationConverter reactiveJwtAuthenticationConverter() {
        ReactiveJwtAuthenticationConverter converter = new ReactiveJwtAuthenticationConverter();
        converter.setJwtGrantedAuthoritiesConverter(
                new ReactiveJwtGrantedAuthoritiesConverterAdapter(new RolesAndScopes()));
        return converter;
    }

    @Bean
    @ConditionalOnMissingBean
    ServerAuthenticationConverter bearerTokenConverter() {
        return new OneHeaderBearerTokenConverter();
    }

    @Bean
    @ConditionalOnMissingBean
    ServerWebExchangeFirewall serverWebExchangeFirewall() {
        StrictServerWebExchangeFirewall firewall = new StrictServerWebExchangeFirewall();
        firewall.setAllowedHeaderNames(HeaderValues.asAllowedBy(StrictServerWebExchangeFirewall.ALLOWED_HEADER_NAMES));
        firewall.setAllowedHeaderValues(
                HeaderValues.asAllowedBy(StrictServerWebExchangeFirewall.ALLOWED_HEADER_VALUES));
        return firewall;
    }

    @Bean(CORS)
    @ConditionalOnMissingBean(name = CORS)
    CorsConfigurationSource corsConfigurationSource(ResourceServerProperties properties) {
        CorsConfiguration configuration = CrossOrigin.from(properties.cors().allowedOrigins());
        return exchange -> configuration;
    }

    @Bean
    StarterChain starterChain(
            ResourceServerProperties properties,
            ReactiveJwtDecoder decoder,
            ReactiveJwtAuthenticationConverter authorities,
            ServerAuthenticationConverter tokens,
            CorsConfigurationSource origins,
            ProofVerifier proofs,
            ProtectedResource resource,
            ObjectProvider<WithdrawnTokens> withdrawn,
            ObjectProvider<StaleKnowledge> withdrawals) {
        return new StarterChain(
                properties,
                decoder,
                authorities,
                tokens,
                origins,
                proofs,
                resource,
                withdrawn.getIfAvailable(),
                withdrawals.getIfAvailable());
    }

    @Bean
    @ConditionalOnMissingBean
    SecurityWebFilterChain resourceServerSecurityWebFilterChain(ServerHttpSecurity http, StarterChain starter) {
        return starter.build(http);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableReactiveMethodSecurity
    static class MethodSecurity {}
}

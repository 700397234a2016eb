package dev.daemun.resourceserver.servlet;

import dev.daemun.resourceserver.CrossOrigin;
import dev.daemun.resourceserver.HeaderValues;
import dev.daemun.resourceserver.ProtectedResource;
import dev.daemun.resourceserver.ResourceServerProperties;
import dev.daemun.resourceserver.dpop.ProofVerifier;
import dev.daemun.resourceserver.withdrawal.StaleKnowledge;
import dev.daemun.resourceserver.withdrawal.WithdrawnTokens;
import io.micrometer.observation.ObservationRegistry;
import jakarta.servlet.ServletContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.web.OAuth2ResourceServerWebSecurityAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;

/** Denies every request without a valid token, but for the public paths; steps back from beans of the application. */
@AutoConfiguration(
        after = OAuth2ResourceServerAutoConfiguration.class,
        before = OAuth2ResourceServerWebSecurityAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(JwtDecoder.class)
@EnableConfigurationProperties(ResourceServerProperties.class)
class ServletSecurityAutoConfiguration {
    private static final String CORS = "corsConfigurationSource";

    @Bean
    @ConditionalOnMissingBean
    JwtAuthenticationConverter jwtAuthenticationConverter() {
        return new StandardCallers();
    }

    @Bean
    @ConditionalOnMissingBean
    BearerTokenResolver bearerTokenResolver() {
        return new OneHeaderBearerTokenResolver();
    }

    @Bean
    @ConditionalOnMissingBean
    HttpFirewall httpFirewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowedHeaderNames(HeaderValues.asAllowedBy(StrictHttpFirewall.ALLOWED_HEADER_NAMES));
        firewall.setAllowedHeaderValues(HeaderValues.asAllowedBy(StrictHttpFirewall.ALLOWED_HEADER_VALUES));
        return firewall;
    }

    /** The name is the one that Spring Security looks for; Spring MVC has beans of that type of its own. */
    @Bean(CORS)
    @ConditionalOnMissingBean(name = CORS)
    CorsConfigurationSource corsConfigurationSource(ResourceServerProperties properties) {
        CorsConfiguration configuration = CrossOrigin.from(properties.cors().allowedOrigins());
        return request -> configuration;
    }

    @Bean
    StarterChain starterChain(
            ResourceServerProperties properties,
            BearerTokenResolver tokens,
            JwtAuthenticationConverter converter,
            JwtDecoder decoder,
            ProofVerifier proofs,
            ProtectedResource resource,
            ObjectProvider<WithdrawnTokens> withdrawn,
            ObjectProvider<StaleKnowledge> withdrawals,
            ServletContext context) {
        return new StarterChain(
                properties,
                tokens,
                converter,
                decoder,
                proofs,
                resource,
                withdrawn.getIfAvailable(),
                withdrawals.getIfAvailable(),
                context);
    }

    @Bean
    @ConditionalOnMissingBean
    SecurityFilterChain resourceServerSecurityFilterChain(
            HttpSecurity http,
            StarterChain starter,
            ResourceServerProperties properties,
            ObjectProvider<ObservationRegistry> observations) {
        DefaultSecurityFilterChain chain = starter.build(http);
        // Whoever observes the filters is to see each by its own name.
        boolean observed =
                !observations.getIfUnique(() -> ObservationRegistry.NOOP).isNoop();
        return properties.tokenCache().rememberCallers() && !observed ? FewerFilters.of(chain) : chain;
    }

    @Configuration(proxyBeanMethods = false)
    @EnableMethodSecurity
    static class MethodSecurity {}
}

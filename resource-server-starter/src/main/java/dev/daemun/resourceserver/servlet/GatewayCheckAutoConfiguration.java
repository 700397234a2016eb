package dev.daemun.resourceserver.servlet;

import dev.daemun.resourceserver.ProtectedResource;
import dev.daemun.resourceserver.authorize.GatewayCheck;
import dev.daemun.resourceserver.withdrawal.StaleKnowledge;
import dev.daemun.resourceserver.withdrawal.WithdrawnTokens;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/**
 * Answers gateways, in a chain of its own: the one for all other paths may be the application's. It has no rules for calls from pages of
 * other origins, because the {@code Origin} in it is that of a call to somewhere else.
 */
@AutoConfiguration(after = ServletSecurityAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(JwtDecoder.class)
@ConditionalOnProperty(GatewayCheck.PROPERTY)
class GatewayCheckAutoConfiguration {
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain gatewayCheckFilterChain(
            HttpSecurity http,
            BearerTokenResolver tokens,
            JwtAuthenticationConverter converter,
            JwtDecoder decoder,
            ProtectedResource resource,
            ObjectProvider<WithdrawnTokens> withdrawn,
            ObjectProvider<StaleKnowledge> withdrawals) {
        ProblemAnswers answers = new ProblemAnswers(resource);
        JwtDecoder checked = StarterChain.checked(decoder, withdrawn.getIfAvailable());
        withdrawals.ifAvailable(stale -> StarterChain.denyWhenStale(http, stale, answers));
        return http.securityMatcher(GatewayCheck.PATH, GatewayCheck.PATH + "/**")
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .addFilterAfter(new GatewayCheckFilter(), AuthorizationFilter.class)
                .oauth2ResourceServer(server -> server.bearerTokenResolver(tokens)
                        .jwt(jwt -> jwt.decoder(checked).jwtAuthenticationConverter(converter))
                        .authenticationEntryPoint(answers)
                        .accessDeniedHandler(answers)
                        .withObjectPostProcessor(StarterChain.answerInsteadOfRethrowing(answers)))
                .exceptionHandling(
                        failures -> failures.authenticationEntryPoint(answers).accessDeniedHandler(answers))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .cors(AbstractHttpConfigurer::disable)
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .build();
    }
}

package dev.daemun.resourceserver.reactive;

import dev.daemun.resourceserver.ProtectedResource;
import dev.daemun.resourceserver.authorize.GatewayCheck;
import dev.daemun.resourceserver.withdrawal.StaleKnowledge;
import dev.daemun.resourceserver.withdrawal.WithdrawnTokens;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity.CorsSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.CsrfSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.LogoutSpec;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.ReactiveJwtAuthenticationConverter;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authentication.ServerAuthenticationConverter;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.savedrequest.NoOpServerRequestCache;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;

/**
 * Answers gateways, in a chain of its own: the one for all other paths may be the application's. It has no rules for calls from pages of
 * other origins, because the {@code Origin} in it is that of a call to somewhere else.
 */
@AutoConfiguration(after = ReactiveSecurityAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnClass(EnableWebFluxSecurity.class)
@ConditionalOnBean(ReactiveJwtDecoder.class)
@ConditionalOnProperty(GatewayCheck.PROPERTY)
class GatewayCheckAutoConfiguration {
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityWebFilterChain gatewayCheckWebFilterChain(
            ServerHttpSecurity http,
            ReactiveJwtDecoder decoder,
            ReactiveJwtAuthenticationConverter authorities,
            ServerAuthenticationConverter tokens,
            ProtectedResource resource,
            ObjectProvider<WithdrawnTokens> withdrawn,
            ObjectProvider<StaleKnowledge> withdrawals) {
        ProblemAnswers answers = new ProblemAnswers(resource);
        withdrawals.ifAvailable(stale -> StarterChain.denyWhenStale(http, stale, answers));
        ReactiveJwtDecoder unbound = decoder instanceof BearerTokensOnly own ? own : new BearerTokensOnly(decoder);
        return http.securityMatcher(
                        ServerWebExchangeMatchers.pathMatchers(GatewayCheck.PATH, GatewayCheck.PATH + "/**"))
                .authorizeExchange(exchanges -> exchanges.anyExchange().authenticated())
                .addFilterAfter(new GatewayCheckFilter(), SecurityWebFiltersOrder.AUTHORIZATION)
                .oauth2ResourceServer(server -> server.bearerTokenConverter(tokens)
                        .jwt(jwt -> jwt.jwtDecoder(StarterChain.checked(unbound, withdrawn.getIfAvailable()))
                                .jwtAuthenticationConverter(authorities))
                        .authenticationEntryPoint(answers)
                        .accessDeniedHandler(answers)
                        .authenticationFailureHandler(StarterChain.handler(answers)))
                .exceptionHandling(
                        failures -> failures.authenticationEntryPoint(answers).accessDeniedHandler(answers))
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .requestCache(requests -> requests.requestCache(NoOpServerRequestCache.getInstance()))
                .cors(CorsSpec::disable)
                .csrf(CsrfSpec::disable)
                .logout(LogoutSpec::disable)
                .build();
    }
}

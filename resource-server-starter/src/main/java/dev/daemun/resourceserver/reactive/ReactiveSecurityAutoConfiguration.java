package dev.daemun.resourceserver.reactive;

import dev.daemun.resourceserver.CrossOrigin;
import dev.daemun.resourceserver.HeaderValues;
import dev.daemun.resourceserver.ProtectedResource;
import dev.daemun.resourceserver.ResourceServerProperties;
import dev.daemun.resourceserver.RolesAndScopes;
import dev.daemun.resourceserver.dpop.ProofVerifier;
import dev.daemun.resourceserver.withdrawal.StaleKnowledge;
import dev.daemun.resourceserver.withdrawal.WithdrawnTokens;
import org.jspecify.annotations.Nullable;
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
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity.CsrfSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.LogoutSpec;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtReactiveAuthenticationManager;
import org.springframework.security.oauth2.server.resource.authentication.ReactiveJwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.ReactiveJwtGrantedAuthoritiesConverterAdapter;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.authentication.AuthenticationWebFilter;
import org.springframework.security.web.server.authentication.ServerAuthenticationConverter;
import org.springframework.security.web.server.authentication.ServerAuthenticationEntryPointFailureHandler;
import org.springframework.security.web.server.authentication.ServerAuthenticationFailureHandler;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.firewall.ServerWebExchangeFirewall;
import org.springframework.security.web.server.firewall.StrictServerWebExchangeFirewall;
import org.springframework.security.web.server.header.ReferrerPolicyServerHttpHeadersWriter.ReferrerPolicy;
import org.springframework.security.web.server.savedrequest.NoOpServerRequestCache;
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
    @ConditionalOnMissingBean
    SecurityWebFilterChain resourceServerSecurityWebFilterChain(
            ServerHttpSecurity http,
            ResourceServerProperties properties,
            ReactiveJwtDecoder decoder,
            ReactiveJwtAuthenticationConverter authorities,
            ServerAuthenticationConverter tokens,
            CorsConfigurationSource origins,
            ProofVerifier proofs,
            ProtectedResource resource,
            ObjectProvider<WithdrawnTokens> withdrawn,
            ObjectProvider<StaleKnowledge> withdrawals) {
        ProblemAnswers answers = new ProblemAnswers(resource);
        WithdrawnTokens denied = withdrawn.getIfAvailable();
        withdrawals.ifAvailable(stale -> denyWhenStale(http, stale, answers));
        ReactiveJwtDecoder any = decoder instanceof BearerTokensOnly own ? own.any() : decoder;
        return http.authorizeExchange(exchanges -> {
                    if (!properties.publicPaths().isEmpty()) {
                        exchanges
                                .pathMatchers(properties.publicPaths().toArray(String[]::new))
                                .permitAll();
                    }
                    exchanges.anyExchange().authenticated();
                })
                .addFilterBefore(new MetadataFilter(resource), SecurityWebFiltersOrder.AUTHENTICATION)
                .addFilterBefore(
                        boundTokens(checked(any, denied), authorities, proofs, resource, answers),
                        SecurityWebFiltersOrder.AUTHENTICATION)
                .oauth2ResourceServer(server -> server.bearerTokenConverter(tokens)
                        .jwt(jwt -> jwt.jwtDecoder(checked(new BearerTokensOnly(any), denied))
                                .jwtAuthenticationConverter(authorities))
                        .authenticationEntryPoint(answers)
                        .accessDeniedHandler(answers)
                        .authenticationFailureHandler(handler(answers)))
                .exceptionHandling(
                        failures -> failures.authenticationEntryPoint(answers).accessDeniedHandler(answers))
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .requestCache(requests -> requests.requestCache(NoOpServerRequestCache.getInstance()))
                .headers(headers -> headers.referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER)))
                .cors(cors -> cors.configurationSource(origins))
                // A page of another site can't add the Authorization header, so there is nothing to forge.
                .csrf(CsrfSpec::disable)
                .logout(LogoutSpec::disable)
                .build();
    }

    private static AuthenticationWebFilter boundTokens(
            ReactiveJwtDecoder decoder,
            ReactiveJwtAuthenticationConverter authorities,
            ProofVerifier proofs,
            ProtectedResource resource,
            ProblemAnswers answers) {
        JwtReactiveAuthenticationManager tokens = new JwtReactiveAuthenticationManager(decoder);
        tokens.setJwtAuthenticationConverter(authorities);
        BoundTokens bound = new BoundTokens(resource, tokens, proofs);
        AuthenticationWebFilter filter = new AuthenticationWebFilter(bound);
        filter.setServerAuthenticationConverter(bound);
        filter.setAuthenticationFailureHandler(handler(new ProofAnswers(resource, answers)));
        return filter;
    }

    /** Spring rethrows what looks like a fault of the service itself, such as missing keys: a 500 without a body. */
    static ServerAuthenticationFailureHandler handler(ServerAuthenticationEntryPoint answers) {
        ServerAuthenticationEntryPointFailureHandler handler =
                new ServerAuthenticationEntryPointFailureHandler(answers);
        handler.setRethrowAuthenticationServiceException(false);
        return handler;
    }

    static void denyWhenStale(ServerHttpSecurity http, StaleKnowledge stale, ProblemAnswers answers) {
        if (!stale.deniedPaths().isEmpty()) {
            http.addFilterAfter(new StaleKnowledgeFilter(stale, answers), SecurityWebFiltersOrder.AUTHENTICATION);
        }
    }

    /** Also for a decoder of the application's own, which does not ask; a second look costs a few lookups in memory. */
    static ReactiveJwtDecoder checked(ReactiveJwtDecoder decoder, @Nullable WithdrawnTokens withdrawn) {
        return withdrawn == null ? decoder : token -> decoder.decode(token).map(withdrawn::checked);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableReactiveMethodSecurity
    static class MethodSecurity {}
}

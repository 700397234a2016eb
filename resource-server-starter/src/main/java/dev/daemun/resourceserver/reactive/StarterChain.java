package dev.daemun.resourceserver.reactive;

import dev.daemun.resourceserver.ProtectedResource;
import dev.daemun.resourceserver.ResourceServerProperties;
import dev.daemun.resourceserver.dpop.ProofVerifier;
import dev.daemun.resourceserver.withdrawal.StaleKnowledge;
import dev.daemun.resourceserver.withdrawal.WithdrawnTokens;
import org.jspecify.annotations.Nullable;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity.CsrfSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.LogoutSpec;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtReactiveAuthenticationManager;
import org.springframework.security.oauth2.server.resource.authentication.ReactiveJwtAuthenticationConverter;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.authentication.AuthenticationWebFilter;
import org.springframework.security.web.server.authentication.ServerAuthenticationConverter;
import org.springframework.security.web.server.authentication.ServerAuthenticationEntryPointFailureHandler;
import org.springframework.security.web.server.authentication.ServerAuthenticationFailureHandler;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.header.ReferrerPolicyServerHttpHeadersWriter.ReferrerPolicy;
import org.springframework.security.web.server.savedrequest.NoOpServerRequestCache;
import org.springframework.web.cors.reactive.CorsConfigurationSource;
import org.springframework.web.server.WebFilter;

/**
 * The filter chain of the starter: every request needs a valid token, but for those of the public paths. An application that builds a
 * chain of its own begins it here too.
 *
 * @param stale null where no feed is read
 */
record StarterChain(
        ResourceServerProperties properties,
        ReactiveJwtDecoder decoder,
        ReactiveJwtAuthenticationConverter authorities,
        ServerAuthenticationConverter tokens,
        CorsConfigurationSource origins,
        ProofVerifier proofs,
        ProtectedResource resource,
        @Nullable WithdrawnTokens withdrawn,
        @Nullable StaleKnowledge stale) {
    SecurityWebFilterChain build(ServerHttpSecurity http) {
        ProblemAnswers answers = new ProblemAnswers(resource);
        if (stale != null) {
            denyWhenStale(http, stale, answers);
        }
        ReactiveJwtDecoder any = decoder instanceof BearerTokensOnly own ? own.any() : decoder;
        return FewerFilters.of(http.authorizeExchange(exchanges -> {
                    if (!properties.publicPaths().isEmpty()) {
                        exchanges
                                .pathMatchers(properties.publicPaths().toArray(String[]::new))
                                .permitAll();
                    }
                    exchanges.anyExchange().authenticated();
                })
                .addFilterBefore(new MetadataFilter(resource), SecurityWebFiltersOrder.AUTHENTICATION)
                .addFilterBefore(boundTokens(checked(any, withdrawn), answers), SecurityWebFiltersOrder.AUTHENTICATION)
                .oauth2ResourceServer(server -> server.bearerTokenConverter(tokens)
                        .jwt(jwt -> jwt.jwtDecoder(checked(new BearerTokensOnly(any), withdrawn))
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
                .build());
    }

    private WebFilter boundTokens(ReactiveJwtDecoder checked, ProblemAnswers answers) {
        JwtReactiveAuthenticationManager manager = new JwtReactiveAuthenticationManager(checked);
        manager.setJwtAuthenticationConverter(authorities);
        BoundTokens bound = new BoundTokens(resource, manager, proofs);
        AuthenticationWebFilter filter = new AuthenticationWebFilter(bound);
        filter.setServerAuthenticationConverter(bound);
        filter.setAuthenticationFailureHandler(handler(new ProofAnswers(resource, answers)));
        return new OnlyWhere(BoundTokens::areIn, filter);
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
}

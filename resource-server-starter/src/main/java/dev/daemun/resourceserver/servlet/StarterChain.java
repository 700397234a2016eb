package dev.daemun.resourceserver.servlet;

import dev.daemun.resourceserver.ProtectedResource;
import dev.daemun.resourceserver.ResourceServerProperties;
import dev.daemun.resourceserver.cache.CachingJwtDecoder;
import dev.daemun.resourceserver.dpop.ProofVerifier;
import dev.daemun.resourceserver.withdrawal.StaleKnowledge;
import dev.daemun.resourceserver.withdrawal.WithdrawnTokens;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationEntryPointFailureHandler;
import org.springframework.security.web.authentication.AuthenticationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * The filter chain of the starter: every request needs a valid token, but for those of the public paths. An application that builds a
 * chain of its own begins it here too.
 *
 * @param stale null where no feed is read
 */
record StarterChain(
        ResourceServerProperties properties,
        BearerTokenResolver tokens,
        JwtAuthenticationConverter converter,
        JwtDecoder decoder,
        ProofVerifier proofs,
        ProtectedResource resource,
        @Nullable WithdrawnTokens withdrawn,
        @Nullable StaleKnowledge stale,
        ServletContext context) {
    DefaultSecurityFilterChain build(HttpSecurity http) {
        ProblemAnswers answers = new ProblemAnswers(resource);
        JwtDecoder checked = checked(decoder, withdrawn);
        Converter<Jwt, AbstractAuthenticationToken> callers = callers();
        if (stale != null) {
            denyWhenStale(http, stale, answers);
        }
        return http.authorizeHttpRequests(requests -> requests
                        // The first dispatch was guarded; refusing the second one would turn every error into a 401.
                        .dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers(properties.publicPaths().toArray(String[]::new))
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .addFilterBefore(boundTokens(checked, answers), BearerTokenAuthenticationFilter.class)
                .oauth2ResourceServer(server -> server.bearerTokenResolver(tokens)
                        .jwt(jwt -> jwt.decoder(checked).jwtAuthenticationConverter(callers))
                        .authenticationEntryPoint(answers)
                        .accessDeniedHandler(answers)
                        .protectedResourceMetadata(metadata -> metadata.protectedResourceMetadataCustomizer(
                                document -> document.claims(new MetadataClaims(resource, context.getContextPath()))))
                        .withObjectPostProcessor(answerInsteadOfRethrowing(answers)))
                .exceptionHandling(
                        failures -> failures.authenticationEntryPoint(answers).accessDeniedHandler(answers))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> headers.referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER)))
                .cors(Customizer.withDefaults())
                // A page of another site can't add the Authorization header, so there is nothing to forge.
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .build();
    }

    /** What the application makes of a token itself may differ from one request to the next. */
    private Converter<Jwt, AbstractAuthenticationToken> callers() {
        ResourceServerProperties.TokenCache limits = properties.tokenCache();
        boolean always = converter instanceof StandardCallers && decoder instanceof CachingJwtDecoder;
        return always && limits.rememberCallers()
                ? new RememberedCallers(converter, limits.maxEntries(), limits.maxAge())
                : converter;
    }

    /** Spring Security's own filter would compare {@code htu} letter by letter, and remember used proofs in this process. */
    private AuthenticationFilter boundTokens(JwtDecoder checked, ProblemAnswers answers) {
        JwtAuthenticationProvider provider = new JwtAuthenticationProvider(checked);
        provider.setJwtAuthenticationConverter(converter);
        BoundTokens bound = new BoundTokens(resource, provider, proofs);
        AuthenticationFilter filter = new AuthenticationFilter(bound, bound);
        filter.setSuccessHandler((request, response, caller) -> {});
        filter.setFailureHandler(handler(new ProofAnswers(resource, answers)));
        filter.setSecurityContextRepository(new RequestAttributeSecurityContextRepository());
        return filter;
    }

    static void denyWhenStale(HttpSecurity http, StaleKnowledge stale, ProblemAnswers answers) {
        if (!stale.deniedPaths().isEmpty()) {
            http.addFilterAfter(new StaleKnowledgeFilter(stale, answers), BearerTokenAuthenticationFilter.class);
        }
    }

    /** Also for a decoder of the application's own, which does not ask; a second look costs a few lookups in memory. */
    static JwtDecoder checked(JwtDecoder decoder, @Nullable WithdrawnTokens withdrawn) {
        return withdrawn == null ? decoder : token -> withdrawn.checked(decoder.decode(token));
    }

    /** Spring rethrows what looks like a fault of the service itself, such as missing keys: a 500 without a body. */
    static ObjectPostProcessor<BearerTokenAuthenticationFilter> answerInsteadOfRethrowing(ProblemAnswers answers) {
        AuthenticationEntryPointFailureHandler handler = handler(answers);
        return new ObjectPostProcessor<>() {
            @Override
            public <O extends BearerTokenAuthenticationFilter> O postProcess(O filter) {
                filter.setAuthenticationFailureHandler(handler);
                return filter;
            }
        };
    }

    private static AuthenticationEntryPointFailureHandler handler(AuthenticationEntryPoint answers) {
        AuthenticationEntryPointFailureHandler handler = new AuthenticationEntryPointFailureHandler(answers);
        handler.setRethrowAuthenticationServiceException(false);
        return handler;
    }
}

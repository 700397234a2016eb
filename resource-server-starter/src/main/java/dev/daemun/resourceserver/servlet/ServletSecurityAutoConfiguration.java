package dev.daemun.resourceserver.servlet;

import dev.daemun.resourceserver.CrossOrigin;
import dev.daemun.resourceserver.HeaderValues;
import dev.daemun.resourceserver.ProtectedResource;
import dev.daemun.resourceserver.ResourceServerProperties;
import dev.daemun.resourceserver.cache.CachingJwtDecoder;
import dev.daemun.resourceserver.dpop.ProofVerifier;
import dev.daemun.resourceserver.withdrawal.StaleKnowledge;
import dev.daemun.resourceserver.withdrawal.WithdrawnTokens;
import io.micrometer.observation.ObservationRegistry;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import org.jspecify.annotations.Nullable;
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
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
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
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationEntryPointFailureHandler;
import org.springframework.security.web.authentication.AuthenticationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
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
    @ConditionalOnMissingBean
    SecurityFilterChain resourceServerSecurityFilterChain(
            HttpSecurity http,
            ResourceServerProperties properties,
            BearerTokenResolver tokens,
            JwtAuthenticationConverter converter,
            JwtDecoder decoder,
            ProofVerifier proofs,
            ProtectedResource resource,
            ObjectProvider<WithdrawnTokens> withdrawn,
            ObjectProvider<StaleKnowledge> withdrawals,
            ServletContext context,
            ObjectProvider<ObservationRegistry> observations) {
        DefaultSecurityFilterChain chain = chain(
                http,
                properties,
                tokens,
                converter,
                decoder,
                proofs,
                resource,
                withdrawn.getIfAvailable(),
                withdrawals,
                context);
        // Whoever observes the filters is to see each by its own name.
        boolean observed =
                !observations.getIfUnique(() -> ObservationRegistry.NOOP).isNoop();
        return properties.tokenCache().rememberCallers() && !observed ? FewerFilters.of(chain) : chain;
    }

    DefaultSecurityFilterChain chain(
            HttpSecurity http,
            ResourceServerProperties properties,
            BearerTokenResolver tokens,
            JwtAuthenticationConverter converter,
            JwtDecoder decoder,
            ProofVerifier proofs,
            ProtectedResource resource,
            @Nullable WithdrawnTokens withdrawn,
            ObjectProvider<StaleKnowledge> withdrawals,
            ServletContext context) {
        ProblemAnswers answers = new ProblemAnswers(resource);
        JwtDecoder checked = checked(decoder, withdrawn);
        Converter<Jwt, AbstractAuthenticationToken> callers = callers(converter, decoder, properties.tokenCache());
        withdrawals.ifAvailable(stale -> denyWhenStale(http, stale, answers));
        return http.authorizeHttpRequests(requests -> requests
                        // The first dispatch was guarded; refusing the second one would turn every error into a 401.
                        .dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers(properties.publicPaths().toArray(String[]::new))
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .addFilterBefore(
                        boundTokens(checked, converter, proofs, resource, answers),
                        BearerTokenAuthenticationFilter.class)
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
    private static Converter<Jwt, AbstractAuthenticationToken> callers(
            JwtAuthenticationConverter converter, JwtDecoder decoder, ResourceServerProperties.TokenCache limits) {
        boolean always = converter instanceof StandardCallers && decoder instanceof CachingJwtDecoder;
        return always && limits.rememberCallers()
                ? new RememberedCallers(converter, limits.maxEntries(), limits.maxAge())
                : converter;
    }

    /** Spring Security's own filter would compare {@code htu} letter by letter, and remember used proofs in this process. */
    private static AuthenticationFilter boundTokens(
            JwtDecoder decoder,
            JwtAuthenticationConverter converter,
            ProofVerifier proofs,
            ProtectedResource resource,
            ProblemAnswers answers) {
        JwtAuthenticationProvider tokens = new JwtAuthenticationProvider(decoder);
        tokens.setJwtAuthenticationConverter(converter);
        BoundTokens bound = new BoundTokens(resource, tokens, proofs);
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

    @Configuration(proxyBeanMethods = false)
    @EnableMethodSecurity
    static class MethodSecurity {}
}

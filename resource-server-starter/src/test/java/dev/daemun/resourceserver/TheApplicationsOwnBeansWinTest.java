package dev.daemun.resourceserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.resourceserver.keys.SigningKeys;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.reactive.ReactiveOAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.web.reactive.ReactiveOAuth2ResourceServerWebSecurityAutoConfiguration;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.ReactiveJwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authentication.ServerAuthenticationConverter;
import org.springframework.security.web.server.firewall.ServerWebExchangeFirewall;
import org.springframework.web.cors.CorsConfigurationSource;
import reactor.core.publisher.Mono;

class TheApplicationsOwnBeansWinTest {
    private static final String JWT = "spring.security.oauth2.resourceserver.jwt.";

    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(autoConfigurations()))
            .withPropertyValues(JWT + "issuer-uri=http://localhost:1/realms/test", JWT + "audiences=orders");

    @Test
    void withoutAnyTheStarterBringsOneOfEach() {
        runner.run(context -> assertThat(context)
                .hasNotFailed()
                .hasSingleBean(JwtDecoder.class)
                .hasSingleBean(SigningKeys.class)
                .hasSingleBean(SecurityFilterChain.class)
                .hasSingleBean(BearerTokenResolver.class)
                .hasSingleBean(HttpFirewall.class)
                .hasSingleBean(JwtAuthenticationConverter.class));
    }

    @Test
    void aDecoderOfItsOwnNeedsNoIssuer() {
        new WebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(autoConfigurations()))
                .withUserConfiguration(OwnDecoder.class)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(JwtDecoder.class)
                        .doesNotHaveBean(SigningKeys.class)
                        .hasSingleBean(SecurityFilterChain.class));
    }

    @Test
    void aReactiveDecoderOfItsOwnNeedsNoIssuerEither() {
        new ReactiveWebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(reactiveAutoConfigurations()))
                .withUserConfiguration(OwnReactiveDecoder.class)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(ReactiveJwtDecoder.class)
                        .doesNotHaveBean(SigningKeys.class)
                        .hasSingleBean(SecurityWebFilterChain.class));
    }

    @Test
    void onTheReactiveStackToo() {
        ReactiveWebApplicationContextRunner reactive = new ReactiveWebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(reactiveAutoConfigurations()))
                .withPropertyValues(JWT + "issuer-uri=http://localhost:1/realms/test", JWT + "audiences=orders");
        reactive.run(context -> assertThat(context)
                .hasNotFailed()
                .hasSingleBean(ReactiveJwtDecoder.class)
                .hasSingleBean(SecurityWebFilterChain.class)
                .hasSingleBean(ServerAuthenticationConverter.class)
                .hasSingleBean(ServerWebExchangeFirewall.class)
                .hasSingleBean(ReactiveJwtAuthenticationConverter.class));
        reactive.withUserConfiguration(OwnReactiveBeans.class)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasBean("ownChain")
                        .hasSingleBean(SecurityWebFilterChain.class)
                        .hasBean("ownConverter")
                        .hasSingleBean(ServerAuthenticationConverter.class));
    }

    @Test
    void aChainOfItsOwn() {
        runner.withUserConfiguration(OwnChain.class)
                .run(context -> assertThat(context)
                        .hasSingleBean(SecurityFilterChain.class)
                        .hasBean("ownChain"));
    }

    @Test
    void othersOfItsOwn() {
        runner.withUserConfiguration(Others.class)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasBean("ownResolver")
                        .hasSingleBean(BearerTokenResolver.class)
                        .hasBean("ownConverter")
                        .hasSingleBean(JwtAuthenticationConverter.class));
    }

    @Test
    void bootsOwnAuthoritiesPropertyStillCounts() {
        runner.withPropertyValues(JWT + "authorities-claim-name=groups")
                .run(context -> assertThat(context)
                        .hasSingleBean(JwtAuthenticationConverter.class)
                        .getBean(JwtAuthenticationConverter.class)
                        .isNotNull()
                        .extracting("jwtGrantedAuthoritiesConverter")
                        .isNotInstanceOf(RolesAndScopes.class));
    }

    private static Class<?>[] autoConfigurations() {
        try {
            return new Class<?>[] {
                AccessTokenAutoConfiguration.class,
                ResourceAutoConfiguration.class,
                Class.forName("dev.daemun.resourceserver.dpop.DpopAutoConfiguration"),
                Class.forName("dev.daemun.resourceserver.servlet.ServletSecurityAutoConfiguration"),
                Class.forName("org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration"),
                Class.forName(
                        "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration"),
                org.springframework.boot.security.oauth2.server.resource.autoconfigure
                        .OAuth2ResourceServerAutoConfiguration.class,
                org.springframework.boot.security.oauth2.server.resource.autoconfigure.web
                        .OAuth2ResourceServerWebSecurityAutoConfiguration.class,
                org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration.class
            };
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?>[] reactiveAutoConfigurations() {
        try {
            return new Class<?>[] {
                AccessTokenAutoConfiguration.class,
                ResourceAutoConfiguration.class,
                Class.forName("dev.daemun.resourceserver.dpop.DpopAutoConfiguration"),
                Class.forName("dev.daemun.resourceserver.reactive.ReactiveAccessTokenAutoConfiguration"),
                Class.forName("dev.daemun.resourceserver.reactive.ReactiveSecurityAutoConfiguration"),
                Class.forName(
                        "org.springframework.boot.security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration"),
                ReactiveOAuth2ResourceServerAutoConfiguration.class,
                ReactiveOAuth2ResourceServerWebSecurityAutoConfiguration.class,
                WebFluxAutoConfiguration.class
            };
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnReactiveDecoder {
        @Bean
        ReactiveJwtDecoder ownDecoder() {
            return token -> Mono.error(new BadJwtException("nobody"));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnReactiveBeans {
        @Bean
        SecurityWebFilterChain ownChain(ServerHttpSecurity http) {
            return http.build();
        }

        @Bean
        ServerAuthenticationConverter ownConverter() {
            return exchange -> Mono.empty();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnDecoder {
        @Bean
        JwtDecoder ownDecoder() {
            return token -> {
                throw new BadJwtException("nobody");
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnChain {
        @Bean
        SecurityFilterChain ownChain(HttpSecurity http) {
            return http.build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Others {
        @Bean
        BearerTokenResolver ownResolver() {
            return request -> null;
        }

        @Bean
        JwtAuthenticationConverter ownConverter() {
            return new JwtAuthenticationConverter();
        }

        @Bean
        CorsConfigurationSource corsConfigurationSource() {
            return request -> null;
        }
    }
}

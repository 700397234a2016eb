package dev.daemun.resourceserver.reactive;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.reactive.ReactiveOAuth2ResourceServerAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import reactor.core.publisher.Mono;

/** Gives the one decoder a reactive face, unless the application brings a {@link ReactiveJwtDecoder} of its own. */
@AutoConfiguration(
        afterName = "dev.daemun.resourceserver.AccessTokenAutoConfiguration",
        before = ReactiveOAuth2ResourceServerAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnClass(Mono.class)
class ReactiveAccessTokenAutoConfiguration {
    @Bean
    @ConditionalOnBean(JwtDecoder.class)
    @ConditionalOnMissingBean
    ReactiveJwtDecoder reactiveJwtDecoder(JwtDecoder decoder) {
        return new BearerTokensOnly(new OffTheEventLoop(decoder));
    }
}

package dev.daemun.resourceserver;

import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.daemun.resourceserver.keys.SigningKeys;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** Decodes access tokens, unless the application brings a {@link JwtDecoder} of its own. */
@AutoConfiguration(before = OAuth2ResourceServerAutoConfiguration.class)
@ConditionalOnMissingBean(
        value = JwtDecoder.class,
        // By name: the core knows no Reactor.
        type = "org.springframework.security.oauth2.jwt.ReactiveJwtDecoder")
@EnableConfigurationProperties({OAuth2ResourceServerProperties.class, ResourceServerProperties.class})
class AccessTokenAutoConfiguration {
    private final TrustedIssuer trusted;

    AccessTokenAutoConfiguration(OAuth2ResourceServerProperties properties, Environment environment) {
        this.trusted = TrustedIssuer.of(properties.getJwt(), environment);
    }

    @Bean
    @ConditionalOnMissingBean
    SigningKeys signingKeys() {
        return new SigningKeys(trusted.issuer(), trusted.jwkSetUri());
    }

    @Bean
    JwtDecoder jwtDecoder(SigningKeys keys, ResourceServerProperties properties) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(trusted.algorithms(), keys));
        // The type and the claims are checked by AccessTokenRules, which name what is wrong.
        processor.setJWSTypeVerifier((type, context) -> {});
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
        NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
        decoder.setJwtValidator(AccessTokenRules.of(trusted, properties.clockSkew()));
        return decoder;
    }
}

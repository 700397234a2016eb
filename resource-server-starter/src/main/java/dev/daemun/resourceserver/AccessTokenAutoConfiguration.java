package dev.daemun.resourceserver;

import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerifierFactory;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.daemun.resourceserver.cache.CachingJwtDecoder;
import dev.daemun.resourceserver.cache.VerifiedTokens;
import dev.daemun.resourceserver.crypto.NativeSignatures;
import dev.daemun.resourceserver.decoding.PlainTokenDecoder;
import dev.daemun.resourceserver.keys.SigningKeys;
import dev.daemun.resourceserver.keys.VerificationKeys;
import java.security.Provider;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
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
    private static final Log LOG = LogFactory.getLog(AccessTokenAutoConfiguration.class);
    private static final String FEED = "daemun.resource-server.revocation-feed.";

    private final TrustedIssuer trusted;

    AccessTokenAutoConfiguration(OAuth2ResourceServerProperties properties, Environment environment) {
        this.trusted = TrustedIssuer.of(properties.getJwt(), environment);
        if (!environment.containsProperty(FEED + "uri") && !environment.containsProperty(FEED + "kafka-topic")) {
            LOG.info("Withdrawn tokens, too, count until they expire: neither " + FEED + "uri nor " + FEED
                    + "kafka-topic is set.");
        }
    }

    @Bean
    @ConditionalOnMissingBean
    SigningKeys signingKeys() {
        return new SigningKeys(trusted.issuer(), trusted.jwkSetUri());
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty(name = "daemun.resource-server.token-cache.enabled", matchIfMissing = true)
    VerifiedTokens verifiedTokens(SigningKeys keys, ResourceServerProperties properties) {
        ResourceServerProperties.TokenCache limits = properties.tokenCache();
        VerifiedTokens seen =
                new VerifiedTokens(limits.maxEntries(), limits.maxBytes().toBytes(), limits.maxAge());
        keys.onChange(seen::clear);
        return seen;
    }

    @Bean
    JwtDecoder jwtDecoder(
            SigningKeys keys,
            ResourceServerProperties properties,
            ObjectProvider<OAuth2TokenValidator<Jwt>> more,
            ObjectProvider<VerifiedTokens> seen) {
        List<OAuth2TokenValidator<Jwt>> others = more.orderedStream().toList();
        OAuth2TokenValidator<Jwt> rules = both(AccessTokenRules.of(trusted, properties.clockSkew()), others);
        Provider provider = NativeSignatures.provider();
        JWSKeySelector<SecurityContext> selector = new VerificationKeys(trusted.algorithms(), keys, provider);
        DefaultJWSVerifierFactory verifiers = new DefaultJWSVerifierFactory();
        verifiers.getJCAContext().setProvider(provider);
        NimbusJwtDecoder signatures = new NimbusJwtDecoder(processor(selector, verifiers));
        signatures.setClaimSetConverter(new ClaimsAsIssued());
        VerifiedTokens tokens = seen.getIfAvailable();
        signatures.setJwtValidator(tokens == null ? rules : token -> OAuth2TokenValidatorResult.success());
        JwtDecoder exact = new OneSpellingJwtDecoder(signatures);
        if (tokens == null) {
            return exact;
        }
        OAuth2TokenValidator<Jwt> times = AccessTokenRules.thatMayChange(properties.clockSkew());
        OAuth2TokenValidator<Jwt> changing = both(
                properties.tokenCache().rememberCallers() ? new UsualTimes(Clock.systemUTC(), times) : times, others);
        JwtDecoder shorter =
                properties.fastDecoding() ? new PlainTokenDecoder(trusted.issuer(), selector, verifiers, exact) : exact;
        return new CachingJwtDecoder(shorter, keys::version, rules, changing, tokens);
    }

    private static OAuth2TokenValidator<Jwt> both(
            OAuth2TokenValidator<Jwt> rules, List<OAuth2TokenValidator<Jwt>> others) {
        return new DelegatingOAuth2TokenValidator<>(
                Stream.concat(Stream.of(rules), others.stream()).toList());
    }

    private static DefaultJWTProcessor<SecurityContext> processor(
            JWSKeySelector<SecurityContext> keys, JWSVerifierFactory verifiers) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSVerifierFactory(verifiers);
        processor.setJWSKeySelector(keys);
        // The type and the claims are checked by the rules, which name what is wrong.
        processor.setJWSTypeVerifier((type, context) -> {});
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
        return processor;
    }
}

package dev.daemun.servicecalls;

import dev.daemun.resourceserver.InvalidConfigurationException;
import dev.daemun.resourceserver.withdrawal.Withdrawals;
import dev.daemun.resourceserver.withdrawal.WithdrawnTokens;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.client.RestClient;

/** Calls other services. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration",
            "dev.daemun.resourceserver.withdrawal.WithdrawalAutoConfiguration"
        })
@EnableConfigurationProperties({ServiceCallsProperties.class, OAuth2ResourceServerProperties.class})
class ServiceCallsAutoConfiguration {
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(3);

    @Bean
    CalledServices calledServices(ServiceCallsProperties properties) {
        return new CalledServices(properties.called());
    }

    @Bean
    IssuedTokens issuedTokens(
            ServiceCallsProperties properties,
            ObjectProvider<Withdrawals> withdrawals,
            ObjectProvider<WithdrawnTokens> withdrawn) {
        IssuedTokens issued = new IssuedTokens(properties.maxTokens(), Clock.systemUTC());
        withdrawn.ifAvailable(
                tokens -> withdrawals.ifAvailable(all -> all.onNews(() -> issued.forgetWithdrawn(tokens::deny))));
        return issued;
    }

    @Bean
    OutgoingTokens outgoingTokens(
            ServiceCallsProperties properties,
            OAuth2ResourceServerProperties issuer,
            IssuedTokens issued,
            ObjectProvider<WithdrawnTokens> withdrawn) {
        String issuerUri = issuer.getJwt().getIssuerUri();
        requireKnown(properties, issuerUri);
        OAuth2TokenValidator<Jwt> known = withdrawn.getIfAvailable();
        return new OutgoingTokens(
                new TokenEndpoint(properties, issuerUri, LONGEST_ANSWER, Clock.systemUTC()),
                issued,
                known == null ? token -> OAuth2TokenValidatorResult.success() : known);
    }

    @Bean
    @ConditionalOnMissingBean
    ServiceRestClients serviceRestClients(
            CalledServices services,
            OutgoingTokens tokens,
            ObjectProvider<RestClient.Builder> builders,
            ObjectProvider<ClientHttpRequestFactoryBuilder<?>> requests,
            ObjectProvider<HttpClientSettings> settings) {
        return new ServiceRestClients(
                services,
                tokens,
                () -> builders.getIfAvailable(RestClient::builder),
                requests.getIfAvailable(ClientHttpRequestFactoryBuilder::detect).build(SafeSettings.of(settings)));
    }

    private static void requireKnown(ServiceCallsProperties properties, @Nullable String issuer) {
        boolean asked =
                properties.services().values().stream().anyMatch(service -> service.token() != TokenKind.CALLERS);
        if (asked && issuer == null && properties.tokenUri() == null) {
            throw new InvalidConfigurationException(
                    ServiceCallsProperties.PREFIX + "token-uri",
                    "is not set, and neither is spring.security.oauth2.resourceserver.jwt.issuer-uri, whose metadata would"
                            + " name it: set one of them.");
        }
    }
}

package dev.daemun.resourceserver.withdrawal;

import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;

/** Listens to the issuer's revocation feed where its address is set. */
@AutoConfiguration(beforeName = "dev.daemun.resourceserver.AccessTokenAutoConfiguration")
@ConditionalOnProperty(RevocationFeedProperties.PREFIX + "uri")
@EnableConfigurationProperties({RevocationFeedProperties.class, OAuth2ResourceServerProperties.class})
class WithdrawalAutoConfiguration {
    @Bean
    Withdrawals withdrawals(RevocationFeedProperties properties) {
        return new Withdrawals(properties.maxEntries(), properties.maxAge(), Clock.systemUTC());
    }

    @Bean
    StaleKnowledge staleKnowledge(RevocationFeedProperties properties, Withdrawals withdrawals) {
        return new StaleKnowledge(properties.denyWhenStale(), withdrawals);
    }

    @Bean
    FeedThread revocationFeed(
            RevocationFeedProperties properties,
            OAuth2ResourceServerProperties issuer,
            Withdrawals withdrawals,
            StaleKnowledge stale) {
        FeedClient client = new FeedClient(properties, issuer.getJwt().getIssuerUri(), Clock.systemUTC());
        return new FeedThread(client, withdrawals, stale, properties.maxAge());
    }

    @Bean
    OAuth2TokenValidator<Jwt> withdrawnTokens(Withdrawals withdrawals) {
        return new WithdrawnTokens(withdrawals);
    }
}

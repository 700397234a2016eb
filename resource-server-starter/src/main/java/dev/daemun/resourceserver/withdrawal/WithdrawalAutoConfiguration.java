package dev.daemun.resourceserver.withdrawal;

import dev.daemun.resourceserver.InvalidConfigurationException;
import java.time.Clock;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;

/** Listens to the issuer's revocation feed where its address or its topic is set. */
@AutoConfiguration(
        beforeName = "dev.daemun.resourceserver.AccessTokenAutoConfiguration",
        afterName = "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration")
@Conditional(WithdrawalAutoConfiguration.OnEitherRoad.class)
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
            ObjectProvider<Feed> feed,
            Withdrawals withdrawals,
            StaleKnowledge stale) {
        Feed road = feed.getIfAvailable(() -> {
            throw new InvalidConfigurationException(
                    RevocationFeedProperties.PREFIX + "kafka-topic",
                    "needs Kafka: add org.springframework.boot:spring-boot-starter-kafka and set spring.kafka.*.");
        });
        return new FeedThread(road, withdrawals, stale, properties.maxAge());
    }

    @Bean
    OAuth2TokenValidator<Jwt> withdrawnTokens(Withdrawals withdrawals) {
        return new WithdrawnTokens(withdrawals);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(RevocationFeedProperties.PREFIX + "uri")
    static class OverHttp {
        @Bean
        Feed httpFeed(RevocationFeedProperties properties, OAuth2ResourceServerProperties issuer) {
            return new HttpFeed(properties, issuer.getJwt().getIssuerUri(), Clock.systemUTC());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(RevocationFeedProperties.PREFIX + "kafka-topic")
    @ConditionalOnClass({KafkaConsumer.class, ConsumerFactory.class})
    static class OverKafka {
        @Bean
        Feed kafkaFeed(RevocationFeedProperties properties, ConsumerFactory<?, ?> consumers) {
            return new KafkaFeed(properties.kafkaTopic(), consumers.getConfigurationProperties(), Clock.systemUTC());
        }
    }

    static final class OnEitherRoad extends AnyNestedCondition {
        OnEitherRoad() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @ConditionalOnProperty(RevocationFeedProperties.PREFIX + "uri")
        static class Http {}

        @ConditionalOnProperty(RevocationFeedProperties.PREFIX + "kafka-topic")
        static class Kafka {}
    }
}

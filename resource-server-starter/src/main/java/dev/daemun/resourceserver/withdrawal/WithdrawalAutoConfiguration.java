package dev.daemun.resourceserver.withdrawal;

import dev.daemun.resourceserver.InvalidConfigurationException;
import dev.daemun.resourceserver.ResourceServerProperties;
import dev.daemun.resourceserver.chain.OwnChains;
import dev.daemun.resourceserver.keys.SigningKeys;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
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

/** Reads the issuer's revocation feed where its address or its topic is set. */
@AutoConfiguration(
        beforeName = "dev.daemun.resourceserver.AccessTokenAutoConfiguration",
        afterName = "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration")
@Conditional(WithdrawalAutoConfiguration.OnEitherRoad.class)
@EnableConfigurationProperties({
    RevocationFeedProperties.class,
    ResourceServerProperties.class,
    OAuth2ResourceServerProperties.class
})
class WithdrawalAutoConfiguration {
    private static final Log LOG = LogFactory.getLog(WithdrawalAutoConfiguration.class);

    /** The starter's own decoder asks for each token, and so do its chains for the tokens of a decoder of the application's own. */
    private static final List<String> ASKING = List.of(
            "dev.daemun.resourceserver.AccessTokenAutoConfiguration",
            "resourceServerSecurityFilterChain",
            "resourceServerSecurityWebFilterChain");

    @Bean
    Withdrawals withdrawals(
            RevocationFeedProperties properties,
            ResourceServerProperties tokens,
            OAuth2ResourceServerProperties resource) {
        Denylist denylist = new Denylist(
                properties.maxEntries(), Set.copyOf(resource.getJwt().getAudiences()), properties.clockMargin());
        return new Withdrawals(denylist, properties.maxAge(), tokens.clockSkew(), Clock.systemUTC());
    }

    @Bean
    StaleKnowledge staleKnowledge(RevocationFeedProperties properties, Withdrawals withdrawals) {
        return new StaleKnowledge(properties.denyWhenStale(), withdrawals);
    }

    @Bean
    BackgroundLoop revocationFeed(
            RevocationFeedProperties properties,
            ObjectProvider<Feed> feeds,
            Withdrawals withdrawals,
            StaleKnowledge stale) {
        Feed feed = feeds.getIfAvailable(() -> {
            throw new InvalidConfigurationException(
                    RevocationFeedProperties.PREFIX + "kafka-topic",
                    "needs Kafka: add org.springframework.boot:spring-boot-starter-kafka and set spring.kafka.*.");
        });
        LOG.info(feed.name()
                + " says which tokens were withdrawn; no token is accepted before it has been read to its end.");
        return new BackgroundLoop(
                "daemun-revocation-feed",
                new FeedReader(feed, withdrawals, stale, withdrawals.failures()),
                withdrawals.failures());
    }

    @Bean
    DemandedKnowledge demandedKnowledge(Withdrawals withdrawals) {
        return new DemandedKnowledge(withdrawals);
    }

    @Bean
    WithdrawnTokens withdrawnTokens(Withdrawals withdrawals) {
        return new WithdrawnTokens(withdrawals);
    }

    /** Before the feed is read, which begins when all singletons are there. */
    @Bean
    SmartInitializingSingleton removedKeysAreForgotten(Withdrawals withdrawals, ObjectProvider<SigningKeys> keys) {
        return () -> keys.ifAvailable(known -> withdrawals.onRemovedKey(known::forget));
    }

    @Bean
    SmartInitializingSingleton whoeverDecodesAsks(BeanFactory beans) {
        return () -> {
            boolean built = beans.getBeanProvider(OwnChains.class).stream().anyMatch(OwnChains::any);
            if (!built && ASKING.stream().noneMatch(beans::containsBean)) {
                LOG.warn(
                        "The application has a JwtDecoder and a security filter chain of its own, so nobody asks whether its"
                                + " tokens were withdrawn unless one of the two does: give the bean withdrawnTokens, an"
                                + " OAuth2TokenValidator<Jwt>, to the decoder.");
            }
        };
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(RevocationFeedProperties.PREFIX + "uri")
    static class OverHttp {
        @Bean
        Feed httpFeed(RevocationFeedProperties properties, OAuth2ResourceServerProperties issuer) {
            String issuerUri = issuer.getJwt().getIssuerUri();
            if (issuerUri == null && properties.tokenUri().isEmpty()) {
                throw new InvalidConfigurationException(
                        RevocationFeedProperties.PREFIX + "token-uri",
                        "is not set, and neither is spring.security.oauth2.resourceserver.jwt.issuer-uri, whose metadata would"
                                + " name it: set one of them.");
            }
            return new HttpFeed(properties, issuerUri, Clock.systemUTC());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(RevocationFeedProperties.PREFIX + "kafka-topic")
    @ConditionalOnClass({KafkaConsumer.class, ConsumerFactory.class})
    static class OverKafka {
        @Bean
        Feed kafkaFeed(RevocationFeedProperties properties, ConsumerFactory<?, ?> consumers) {
            return new KafkaFeed(
                    String.valueOf(properties.kafkaTopic()),
                    KafkaFeed.consumers(consumers.getConfigurationProperties()),
                    Clock.systemUTC());
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

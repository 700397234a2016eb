package dev.daemun.resourceserver.dpop;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.daemun.resourceserver.InvalidConfigurationException;
import dev.daemun.resourceserver.ResourceServerProperties;
import io.lettuce.core.RedisURI;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/** Checks DPoP proofs, with the memory of used ones that the properties choose. */
@AutoConfiguration
@EnableConfigurationProperties(ResourceServerProperties.class)
class DpopAutoConfiguration {
    private static final String REDIS_URI = "daemun.resource-server.dpop.redis-uri";

    @Bean
    @ConditionalOnMissingBean
    UsedProofs usedProofs(ResourceServerProperties properties, Environment environment) {
        String redis = properties.dpop().redisUri();
        if (!StringUtils.hasText(redis)) {
            return new ProofsUsedHere(ProofsUsedHere.MOST, Clock.systemUTC(), Ticker.systemTicker());
        }
        if (!ClassUtils.isPresent("io.lettuce.core.RedisClient", getClass().getClassLoader())) {
            throw new InvalidConfigurationException(
                    REDIS_URI, "needs io.lettuce:lettuce-core: add it to the dependencies of this service.");
        }
        // A gateway and a service behind it see the same proof, and each must take it once.
        String service = environment.getProperty("spring.application.name", "application");
        return Redis.at(redis, "daemun:dpop:" + service + ":");
    }

    @Bean
    ProofVerifier proofVerifier(UsedProofs used, ResourceServerProperties properties) {
        return new ProofVerifier(used, properties.clockSkew(), Clock.systemUTC());
    }

    /** Loaded only where Lettuce is on the class path. */
    private static final class Redis {
        static UsedProofs at(String address, String prefix) {
            try {
                return new ProofsUsedAnywhere(
                        RedisURI.create(address), prefix, ProofsUsedAnywhere.MOST_OF_A_KEY, Clock.systemUTC());
            } catch (IllegalArgumentException e) {
                throw new InvalidConfigurationException(
                        REDIS_URI, "is no address of a Redis: write redis://host:6379 or rediss://host:6379.");
            }
        }
    }
}

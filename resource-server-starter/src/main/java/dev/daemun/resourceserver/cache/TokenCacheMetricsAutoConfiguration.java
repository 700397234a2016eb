package dev.daemun.resourceserver.cache;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Counts hits, misses and size under the names that Micrometer has for caches, with the tag {@code cache}. */
@AutoConfiguration(afterName = "dev.daemun.resourceserver.AccessTokenAutoConfiguration")
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnBean(VerifiedTokens.class)
class TokenCacheMetricsAutoConfiguration {
    static final String CACHE = "accessTokens";

    @Bean
    MeterBinder verifiedTokensMetrics(VerifiedTokens seen) {
        return registry -> CaffeineCacheMetrics.monitor(registry, seen.asCache(), CACHE, Tags.empty());
    }
}

package dev.daemun.eventlog.sequencing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.atomic.AtomicInteger;
import org.infinispan.Cache;
import org.infinispan.configuration.cache.CacheMode;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.manager.DefaultCacheManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Between real nodes of Infinispan, which are in this process. */
class OtherNodesHearOfNewPositionsAtOnceTest {
    private final DefaultCacheManager first = node();
    private final DefaultCacheManager second = node();
    private final AtomicInteger atFirst = new AtomicInteger();
    private final AtomicInteger atSecond = new AtomicInteger();
    private final OtherNodes ofFirst =
            OtherNodes.of(work(first), atFirst::incrementAndGet).orElseThrow();
    private final OtherNodes ofSecond =
            OtherNodes.of(work(second), this::secondHears).orElseThrow();
    private volatile Runnable whenSecondHears = () -> {};

    @AfterEach
    void stop() {
        second.stop();
        first.stop();
    }

    @Test
    void andThisNodeIsNot() {
        ofFirst.logHasGrown();
        await().until(() -> atSecond.get() > 0);
        assertThat(atFirst).hasValue(0);
        int atSecondSoFar = atSecond.get();
        ofSecond.logHasGrown();
        await().until(() -> atFirst.get() > 0);
        assertThat(atSecond).hasValue(atSecondSoFar);
    }

    @Test
    void ofTheLastOneToo_thoughTheLogGrowsWhileTheyAreInformed() {
        // The second one hears of the first growth before the first node knows that it has.
        whenSecondHears = () -> {
            if (atSecond.get() == 1) {
                ofFirst.logHasGrown();
            }
        };
        ofFirst.logHasGrown();
        await().until(() -> atSecond.get() > 1);
    }

    @Test
    void ofABurstByFewEntries() {
        for (int i = 0; i < 1_000; i++) {
            ofFirst.logHasGrown();
        }
        await().until(() -> atSecond.get() > 0);
        assertThat(atSecond).hasValueLessThan(500);
    }

    @Test
    void whatKeycloakPutsThereIsNotTakenForIt() {
        // Both nodes have it, and their listeners were called, when this returns.
        work(first).put("a lock of Keycloak's", "locked");
        assertThat(work(second)).containsKey("a lock of Keycloak's");
        assertThat(atSecond).hasValue(0);
    }

    @Test
    void aNodeWhoseCacheHasStoppedFailsNobody() {
        first.stop();
        ofFirst.logHasGrown();
        ofFirst.logHasGrown();
    }

    @Test
    void thereAreNoneWithoutACluster() {
        first.defineConfiguration("local", new ConfigurationBuilder().build());
        assertThat(OtherNodes.of(first.<String, Object>getCache("local"), atFirst::incrementAndGet))
                .isEmpty();
        assertThat(OtherNodes.of((Cache<String, Object>) null, atFirst::incrementAndGet))
                .isEmpty();
    }

    private void secondHears() {
        atSecond.incrementAndGet();
        whenSecondHears.run();
    }

    private static Cache<String, Object> work(DefaultCacheManager node) {
        return node.getCache("work");
    }

    private static DefaultCacheManager node() {
        GlobalConfigurationBuilder global = GlobalConfigurationBuilder.defaultClusteredBuilder();
        global.transport().addProperty("configurationFile", "loopback.xml");
        DefaultCacheManager node = new DefaultCacheManager(global.build());
        node.defineConfiguration(
                "work",
                new ConfigurationBuilder()
                        .clustering()
                        .cacheMode(CacheMode.REPL_SYNC)
                        .build());
        return node;
    }
}

package dev.daemun.eventlog.sequencing;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.infinispan.Cache;
import org.infinispan.context.Flag;
import org.infinispan.notifications.Listener;
import org.infinispan.notifications.cachelistener.annotation.CacheEntryCreated;
import org.infinispan.notifications.cachelistener.annotation.CacheEntryModified;
import org.infinispan.notifications.cachelistener.event.CacheEntryEvent;
import org.jboss.logging.Logger;
import org.keycloak.connections.infinispan.InfinispanConnectionProvider;
import org.keycloak.models.KeycloakSession;

/**
 * The other nodes of the cluster, which are let know at once that the log has grown, since they look by themselves four times
 * a second only. Keycloak's nodes inform each other by an entry in their replicated cache {@code work}, and so does this; an event
 * of Keycloak's {@code ClusterProvider} won't do, because a node that has an older version of this class could not read it.
 * Nothing depends on it: what gets lost is found when a node looks the next time.
 */
final class OtherNodes {
    private static final Logger LOG = Logger.getLogger(OtherNodes.class);
    private static final String KEY_PREFIX = "daemun-event-log-has-grown-";
    private static final Duration BETWEEN_TWO = Duration.ofMillis(20);
    private static final Duration KEPT = Duration.ofMinutes(1);

    private final Cache<String, Object> work;
    private final String key = KEY_PREFIX + UUID.randomUUID();
    private final AtomicBoolean sending = new AtomicBoolean();
    private volatile boolean grown;
    private long number;

    private OtherNodes(Cache<String, Object> work) {
        this.work = work;
    }

    /**
     * Those of this node's cluster; empty where Keycloak runs without one.
     *
     * @param onGrowth called when another node has given out positions; must not block
     */
    static Optional<OtherNodes> of(KeycloakSession session, Runnable onGrowth) {
        InfinispanConnectionProvider infinispan = session.getProvider(InfinispanConnectionProvider.class);
        return infinispan == null
                ? Optional.empty()
                : of(infinispan.getCache(InfinispanConnectionProvider.WORK_CACHE_NAME, false), onGrowth);
    }

    static Optional<OtherNodes> of(Cache<String, Object> work, Runnable onGrowth) {
        if (work == null
                || !work.getCacheConfiguration().clustering().cacheMode().isClustered()) {
            return Optional.empty();
        }
        OtherNodes others = new OtherNodes(work);
        work.addListener(new News(others.key, onGrowth));
        return Optional.of(others);
    }

    /**
     * Lets them know that this node has given out positions: at once, but again only when they have it, and after 20 ms, so that a
     * busy node does not have each of the others read the log for each of its events.
     */
    void logHasGrown() {
        grown = true;
        send();
    }

    private void send() {
        if (!sending.compareAndSet(false, true)) {
            return;
        }
        grown = false;
        CompletableFuture<?> sent;
        try {
            sent = work.getAdvancedCache()
                    .withFlags(Flag.IGNORE_RETURN_VALUES)
                    .putAsync(key, ++number, KEPT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RuntimeException e) {
            sent = CompletableFuture.failedFuture(e);
        }
        CompletableFuture<?> unused = sent.whenCompleteAsync(
                (nothing, failure) -> sent(failure),
                CompletableFuture.delayedExecutor(BETWEEN_TWO.toMillis(), TimeUnit.MILLISECONDS, Runnable::run));
    }

    private void sent(Throwable failure) {
        if (failure != null) {
            LOG.debug(
                    "Other nodes could not be let know that the identity event log has grown; they look by themselves",
                    failure);
        }
        sending.set(false);
        if (grown) {
            send();
        }
    }

    /** What other nodes let this one know. Public, because Infinispan calls its methods. */
    @Listener(observation = Listener.Observation.POST)
    public static final class News {
        private final String ownKey;
        private final Runnable onGrowth;

        private News(String ownKey, Runnable onGrowth) {
            this.ownKey = ownKey;
            this.onGrowth = onGrowth;
        }

        /** An entry of the cache was made or changed, here or at another node. */
        @CacheEntryCreated
        @CacheEntryModified
        public void changed(CacheEntryEvent<String, Object> event) {
            String key = event.getKey();
            // The event would not say that it is this node's own where the other one is the entry's primary owner.
            if (key.startsWith(KEY_PREFIX) && !key.equals(ownKey)) {
                onGrowth.run();
            }
        }
    }
}

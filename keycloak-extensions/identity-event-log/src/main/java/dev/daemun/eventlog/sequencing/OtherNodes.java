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
 * Informs the other nodes of the cluster at once that the log has grown, since they look by themselves only four times a second. Like
 * Keycloak's nodes, it puts an entry into the replicated cache {@code work}. An event of Keycloak's {@code ClusterProvider} would need a
 * class that a node with an older version of this extension does not have. If such an entry gets lost, a node finds the new positions when
 * it looks the next time.
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
     * Informs them that this node has given out positions. The next entry is put when the other nodes have this one, at which Infinispan
     * gives up after some seconds, and 20 ms later, so that the others don't read the log for each single event of a busy node.
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
                    "The other nodes could not be informed that the identity event log has grown; they look by themselves",
                    failure);
        }
        sending.set(false);
        if (grown) {
            send();
        }
    }

    /** Hears what the other nodes put into the cache. Public, because Infinispan calls its methods. */
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

package dev.daemun.eventlog.sequencing;

import dev.daemun.eventlog.IdentityEventLogFactory.Subscription;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.logging.Logger;

/** The readers of this Keycloak process that want to be woken by new positions. */
final class Subscribers {
    private static final Logger LOG = Logger.getLogger(Subscribers.class);

    private final List<Entry> entries = new CopyOnWriteArrayList<>();

    Subscription add(Runnable onNewPositions) {
        Entry entry = new Entry(onNewPositions);
        entries.add(entry);
        return () -> entries.remove(entry);
    }

    /** Wakes all of them, whatever one of them throws. */
    void wake() {
        for (Entry entry : entries) {
            try {
                entry.onNewPositions.run();
            } catch (RuntimeException | Error e) {
                LOG.error("A reader of the identity event log failed when it was woken by new positions.", e);
            }
        }
    }

    /** Compared by identity, so that a reader may subscribe the same thing twice and end one of the two. */
    private static final class Entry {
        private final Runnable onNewPositions;

        private Entry(Runnable onNewPositions) {
            this.onNewPositions = onNewPositions;
        }
    }
}

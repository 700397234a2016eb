package dev.daemun.eventlog.sequencing;

import dev.daemun.eventlog.IdentityEventLogFactory.Subscription;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.logging.Logger;

/** Who wants to know of new positions on this node. */
final class Subscribers {
    private static final Logger LOG = Logger.getLogger(Subscribers.class);

    private final List<Entry> entries = new CopyOnWriteArrayList<>();

    Subscription add(Runnable onNewPositions) {
        Entry entry = new Entry(onNewPositions);
        entries.add(entry);
        return () -> entries.remove(entry);
    }

    void wake() {
        for (Entry entry : entries) {
            try {
                entry.onNewPositions.run();
            } catch (RuntimeException e) {
                LOG.error("A reader of the identity event log failed when it was woken.", e);
            }
        }
    }

    /** Compared by identity, so that one reader may subscribe the same thing twice and end one of both. */
    private static final class Entry {
        private final Runnable onNewPositions;

        private Entry(Runnable onNewPositions) {
            this.onNewPositions = onNewPositions;
        }
    }
}

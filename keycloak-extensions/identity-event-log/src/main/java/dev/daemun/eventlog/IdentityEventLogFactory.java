package dev.daemun.eventlog;

import org.keycloak.provider.ProviderFactory;

/** Where readers subscribe. There is one in each Keycloak process. */
public interface IdentityEventLogFactory extends ProviderFactory<IdentityEventLog> {
    /**
     * Has a reader called whenever there may be new events to read: within milliseconds after a commit on this Keycloak node,
     * and within 250 ms after one on another node. The call comes on the thread that gives out positions, so it must not
     * block: a reader wakes its own thread and returns. There may be no new event, and several commits may share one call.
     * A reader still has to read once when it starts, because nobody calls it for events from before its subscription.
     */
    Subscription subscribe(Runnable onNewPositions);

    /** A subscription, which ends when it is closed. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}

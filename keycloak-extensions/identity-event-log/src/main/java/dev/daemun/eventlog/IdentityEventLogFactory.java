package dev.daemun.eventlog;

import org.keycloak.provider.ProviderFactory;

/** Where readers subscribe; there is one in each Keycloak process. */
public interface IdentityEventLogFactory extends ProviderFactory<IdentityEventLog> {
    /**
     * Runs something whenever new positions may be there to read: within milliseconds of a commit on this Keycloak node,
     * within the sweep interval (250 ms) of one on another. It runs on the thread that gives out positions, so it must not block: a
     * reader wakes its own thread and returns. A call may come without anything new, and several commits may share one.
     * A reader still reads once when it starts, since what came before its subscription is not announced.
     */
    Subscription subscribe(Runnable onNewPositions);

    /** Ends with {@link #close()}. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}

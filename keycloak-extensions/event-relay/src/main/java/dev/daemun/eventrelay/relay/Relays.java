package dev.daemun.eventrelay.relay;

import dev.daemun.eventlog.IdentityEventLog;
import dev.daemun.eventrelay.Destination;
import java.util.List;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.PostMigrationEvent;

/** The destinations of one kind, each with a thread of its own, so that a slow one holds up no other. */
public final class Relays implements AutoCloseable {
    private final List<RelayThread> threads;

    private Relays(List<RelayThread> threads) {
        this.threads = threads;
    }

    /** Begins to deliver as soon as Keycloak's tables are there. */
    public static Relays start(KeycloakSessionFactory sessions, List<? extends Destination> destinations) {
        if (!destinations.isEmpty() && sessions.getProviderFactory(IdentityEventLog.class) == null) {
            throw new IllegalStateException(
                    "event-relay delivers the identity event log: put identity-event-log beside it in providers/.");
        }
        Relays relays = new Relays(destinations.stream()
                .map(destination -> new RelayThread(sessions, destination))
                .toList());
        sessions.register(event -> {
            if (event instanceof PostMigrationEvent) {
                relays.threads.forEach(RelayThread::start);
            }
        });
        return relays;
    }

    @Override
    public void close() {
        threads.forEach(RelayThread::close);
    }
}

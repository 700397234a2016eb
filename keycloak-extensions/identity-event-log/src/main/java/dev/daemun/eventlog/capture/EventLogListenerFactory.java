package dev.daemun.eventlog.capture;

import dev.daemun.eventlog.sequencing.DaemunEventLogFactory;
import org.keycloak.Config;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.PostMigrationEvent;

/** Listens in every realm, to people's and administrators' events and to those of the model. */
public final class EventLogListenerFactory implements EventListenerProviderFactory {
    @Override
    public String getId() {
        return "daemun-identity-event-log";
    }

    @Override
    public boolean isGlobal() {
        return true;
    }

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return new EventLogListener(session);
    }

    @Override
    public void init(Config.Scope config) {
        // The log itself has the options.
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(event -> {
            ModelEvents.on(event);
            if (event instanceof PostMigrationEvent) {
                DaemunEventLogFactory.of(factory)
                        .reconcile("Looking for disabled users", () -> Reconciler.run(factory));
            }
        });
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}

package dev.daemun.eventlog.capture;

import dev.daemun.eventlog.Transactions;
import dev.daemun.eventlog.reconciling.Reconciler;
import dev.daemun.eventlog.sequencing.DaemunEventLogFactory;
import io.micrometer.core.instrument.Metrics;
import java.util.Map;
import java.util.Objects;
import org.keycloak.Config;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ServerInfoAwareProviderFactory;

/** Listens in every realm to the events of users, of administrators and of Keycloak's model. */
public final class EventLogListenerFactory implements EventListenerProviderFactory, ServerInfoAwareProviderFactory {
    @Override
    public String getId() {
        return "daemun-identity-event-log";
    }

    @Override
    public Map<String, String> getOperationalInfo() {
        return Map.of(
                "version",
                Objects.requireNonNullElse(
                        EventLogListenerFactory.class.getPackage().getImplementationVersion(), "unknown"));
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
        // The options belong to the log itself.
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(event -> {
            ModelEvents.on(event);
            if (event instanceof PostMigrationEvent) {
                Transactions.of(factory)
                        .run(session -> ChangedUsers.observe(
                                session.getProvider(JpaConnectionProvider.class).getEntityManager()));
                DaemunEventLogFactory.of(factory)
                        .reconcile(
                                "Searching Keycloak's tables for changes that ended access without an event",
                                interval -> new Reconciler(
                                                Transactions.of(factory),
                                                interval,
                                                Metrics.globalRegistry,
                                                Found::stage)::round);
            }
        });
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}

package dev.daemun.eventlog.capture;

import io.micrometer.core.instrument.Metrics;
import java.util.function.Consumer;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Listens to Keycloak's events of one session, but not to those about failures. Where Keycloak ends a session while it
 * reports a failure, {@link dev.daemun.eventlog.capture.RecordingSessions} records that.
 *
 * <p>Keycloak logs what a listener throws, and commits the change. So a failure here is kept for the end of the transaction,
 * where it stops the change.
 */
final class EventLogListener implements EventListenerProvider {
    private final KeycloakSession session;

    EventLogListener(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void onEvent(Event event) {
        if (event.getError() == null) {
            orStop(event.getRealmId(), realm -> new UserEvents(session, realm).stage(event));
        }
    }

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {
        if (event.getError() == null) {
            orStop(event.getRealmId(), realm -> {
                new AdminEvents(session, realm, event).stage();
                OutsideFiles outside = new OutsideFiles(session, realm, event);
                if (outside.areFilesApplied()) {
                    new AdministratorsChange(session, realm, event, outside.isChange()).stage();
                    outside.countIn(Metrics.globalRegistry);
                }
            });
        }
    }

    private void orStop(String realmId, Consumer<RealmModel> staging) {
        try {
            RealmModel realm = session.realms().getRealm(realmId);
            if (realm != null) {
                staging.accept(realm);
            }
        } catch (RuntimeException | LinkageError e) {
            // A LinkageError is what another version of Keycloak would cause.
            Staging.stopTransaction(session, e);
        }
    }

    @Override
    public void close() {
        // What was staged belongs to the session.
    }
}

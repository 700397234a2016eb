package dev.daemun.eventlog.capture;

import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Listens to Keycloak's events of one session, but not to those about failures: these change nothing. */
final class EventLogListener implements EventListenerProvider {
    private final KeycloakSession session;

    EventLogListener(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void onEvent(Event event) {
        RealmModel realm = event.getError() == null ? session.realms().getRealm(event.getRealmId()) : null;
        if (realm != null) {
            new UserEvents(session, realm).stage(event);
        }
    }

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {
        RealmModel realm = event.getError() == null ? session.realms().getRealm(event.getRealmId()) : null;
        if (realm != null) {
            new AdminEvents(session, realm, event).stage();
        }
    }

    @Override
    public void close() {
        // What was staged belongs to the session.
    }
}

package dev.daemun.eventlog.search;

import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/**
 * Who may search a realm's events: who may manage the realm, or has the role {@code view-identity-events} of its client
 * {@code identity-event-log}.
 *
 * @param auth what Keycloak knows of the caller
 */
record Operators(RealmModel realm, AdminPermissionEvaluator auth) {
    static final String CLIENT = "identity-event-log";
    static final String ROLE = "view-identity-events";

    /**
     * Not only the caller needs the role: the client that the token was issued to must have it in its scope too, as Keycloak
     * demands for its own administration. Otherwise any application that an operator signs in to could read the events.
     */
    boolean includeCaller() {
        if (auth.realm().canManageRealm()) {
            return true;
        }
        ClientModel client = realm.getClientByClientId(CLIENT);
        return client != null && auth.adminAuth().hasAppRole(client, ROLE);
    }
}

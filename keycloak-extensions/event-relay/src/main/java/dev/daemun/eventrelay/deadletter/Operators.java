package dev.daemun.eventrelay.deadletter;

import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/**
 * Who may see a realm's dead letters: who may manage the realm, or has the role {@code manage-dead-letters} of its client
 * {@code event-relay}.
 *
 * @param auth what Keycloak knows of the caller
 */
record Operators(RealmModel realm, AdminPermissionEvaluator auth) {
    static final String CLIENT = "event-relay";
    static final String ROLE = "manage-dead-letters";

    /**
     * Not only the caller needs the role: the client that the token was issued to must have it in its scope too, as
     * Keycloak demands for its own administration. Otherwise any application that an operator signs in to could read the
     * dead letters.
     */
    boolean includeCaller() {
        if (auth.realm().canManageRealm()) {
            return true;
        }
        ClientModel client = realm.getClientByClientId(CLIENT);
        return client != null && auth.adminAuth().hasAppRole(client, ROLE);
    }
}

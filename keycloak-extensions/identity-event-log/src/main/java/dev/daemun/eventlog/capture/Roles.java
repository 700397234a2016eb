package dev.daemun.eventlog.capture;

import dev.daemun.eventlog.IdentityEventType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleContainerModel;
import org.keycloak.models.RoleModel;

/** Events about a role. */
final class Roles {
    private final KeycloakSession session;

    Roles(KeycloakSession session) {
        this.session = session;
    }

    Draft event(IdentityEventType type, RoleModel role) {
        RoleContainerModel container = role.getContainer();
        Draft draft = new Draft(session, type, realm(container))
                .thing(role.getId())
                .fact("roleId", role.getId())
                .fact("role", role.getName());
        return container instanceof ClientModel client ? draft.fact("clientId", client.getClientId()) : draft;
    }

    /** Not the session's realm: an administrator of one realm may change another. */
    private static RealmModel realm(RoleContainerModel container) {
        return container instanceof ClientModel client ? client.getRealm() : (RealmModel) container;
    }
}

package dev.daemun.eventlog.capture;

import static dev.daemun.eventlog.IdentityEventType.GROUP_ROLES_CHANGED;
import static dev.daemun.eventlog.IdentityEventType.ROLE_COMPOSITES_CHANGED;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Changes of a role's composites and of a group's roles, for which only administrators' events exist. */
final class RoleAdminEvents {
    private static final String COMPOSITES = "composites";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AdminEvent event;
    private final ResourcePath path;

    RoleAdminEvents(KeycloakSession session, RealmModel realm, AdminEvent event) {
        this.session = session;
        this.realm = realm;
        this.event = event;
        this.path = ResourcePath.of(event);
    }

    Optional<Draft> compositesChanged() {
        if (!path.step(path.size() - 1).equals(COMPOSITES)) {
            return Optional.empty();
        }
        return Optional.ofNullable(role())
                .map(role -> withRoles(new Roles(session).event(ROLE_COMPOSITES_CHANGED, role)));
    }

    Optional<Draft> groupRolesChanged() {
        GroupModel group = path.step(0).equals("groups") ? realm.getGroupById(path.step(1)) : null;
        if (group == null) {
            return Optional.empty();
        }
        Draft draft = new Draft(session, GROUP_ROLES_CHANGED, realm)
                .thing(group.getId())
                .fact("groupId", group.getId())
                .fact("path", KeycloakModelUtils.buildGroupPath(group));
        return Optional.of(withRoles(draft));
    }

    private RoleModel role() {
        int end = path.size() - 1;
        return switch (path.step(0)) {
            case "roles-by-id" -> realm.getRoleById(path.step(1));
            case "roles" -> realm.getRole(path.between(1, end));
            case "clients" -> roleOf(realm.getClientById(path.step(1)), path.between(3, end));
            default -> null;
        };
    }

    private static RoleModel roleOf(ClientModel client, String name) {
        return client == null ? null : client.getRole(name);
    }

    private Draft withRoles(Draft draft) {
        draft.fact("change", event.getOperationType() == OperationType.DELETE ? "removed" : "added");
        ArrayNode roles = draft.data.putArray("roles");
        Set<RoleModel> found = new HashSet<>();
        for (JsonNode changed : Representation.of(event).json()) {
            RoleModel role = realm.getRoleById(changed.path("id").asText());
            if (role != null) {
                found.add(role);
                ObjectNode json = roles.addObject().put("roleId", role.getId()).put("role", role.getName());
                if (role.getContainer() instanceof ClientModel client) {
                    json.put("clientId", client.getClientId());
                }
            }
        }
        return draft.fact("effectiveRoles", Roles.effective(found.stream()));
    }
}

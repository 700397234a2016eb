package dev.daemun.eventlog.capture;

import dev.daemun.eventlog.IdentityEventType;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleContainerModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.utils.RoleUtils;

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

    /** The names of some roles and of all roles that they include. */
    static List<String> effective(Stream<RoleModel> roles) {
        return RoleUtils.expandCompositeRoles(roles.collect(Collectors.toSet())).stream()
                .map(RoleModel::getName)
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * The same for a role that is being deleted. Keycloak reports it when its composites are deleted already, so they are read
     * in another transaction, which still sees them.
     */
    List<String> effectiveBefore(RoleModel deleted) {
        List<String> names = Before.of(session, realm(deleted.getContainer())).get(then -> {
            RoleModel role = then.session().roles().getRoleById(then.realm(), deleted.getId());
            return role == null ? null : effective(Stream.of(role));
        });
        return names == null ? List.of(deleted.getName()) : names;
    }

    /** The roles that members of a group have by it: its own and those of the groups above it. */
    static Stream<RoleModel> ofGroup(GroupModel group) {
        return Stream.iterate(group, Objects::nonNull, GroupModel::getParent)
                .flatMap(GroupModel::getRoleMappingsStream);
    }

    /** The role's own realm, not the session's: an administrator of one realm may change another. */
    private static RealmModel realm(RoleContainerModel container) {
        return container instanceof ClientModel client ? client.getRealm() : (RealmModel) container;
    }
}

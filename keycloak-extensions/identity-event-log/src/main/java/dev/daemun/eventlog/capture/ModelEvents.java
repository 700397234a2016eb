package dev.daemun.eventlog.capture;

import static dev.daemun.eventlog.IdentityEventType.CLIENT_DELETED;
import static dev.daemun.eventlog.IdentityEventType.DELETED;
import static dev.daemun.eventlog.IdentityEventType.GROUP_DELETED;
import static dev.daemun.eventlog.IdentityEventType.GROUP_JOINED;
import static dev.daemun.eventlog.IdentityEventType.GROUP_LEFT;
import static dev.daemun.eventlog.IdentityEventType.GROUP_MOVED;
import static dev.daemun.eventlog.IdentityEventType.IDENTITY_LINKED;
import static dev.daemun.eventlog.IdentityEventType.IDENTITY_PROVIDER_DELETED;
import static dev.daemun.eventlog.IdentityEventType.IDENTITY_UNLINKED;
import static dev.daemun.eventlog.IdentityEventType.REALM_DELETED;
import static dev.daemun.eventlog.IdentityEventType.ROLE_DELETED;
import static dev.daemun.eventlog.IdentityEventType.ROLE_GRANTED;
import static dev.daemun.eventlog.IdentityEventType.ROLE_RENAMED;
import static dev.daemun.eventlog.IdentityEventType.ROLE_REVOKED;

import dev.daemun.eventlog.IdentityEventType;
import dev.daemun.eventlog.NewIdentityEvent;
import java.util.List;
import java.util.Objects;
import org.keycloak.models.ClientModel;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleContainerModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.provider.ProviderEvent;

/**
 * Stages the changes that Keycloak's model reports, whatever caused them. It is called in the transaction of the change;
 * an exception would reach the caller.
 */
final class ModelEvents {
    private static final String EFFECTIVE_ROLES = "effectiveRoles";

    private ModelEvents() {}

    static void on(ProviderEvent event) {
        if (event instanceof RoleModel.RoleGrantedEvent granted) {
            stage(granted.getKeycloakSession(), role(granted, ROLE_GRANTED, granted.getUser()));
        } else if (event instanceof RoleModel.RoleRevokedEvent revoked) {
            stage(revoked.getKeycloakSession(), role(revoked, ROLE_REVOKED, revoked.getUser()));
        } else if (event instanceof RoleModel.RoleNameChangeEvent renamed) {
            stage(renamed.getKeycloakSession(), renamed(renamed));
        } else if (event instanceof RoleContainerModel.RoleRemovedEvent removed) {
            KeycloakSession session = removed.getKeycloakSession();
            Roles roles = new Roles(session);
            stage(
                    session,
                    roles.event(ROLE_DELETED, removed.getRole())
                            .fact(EFFECTIVE_ROLES, roles.effectiveBefore(removed.getRole())));
        } else if (event instanceof GroupModel.GroupMemberJoinEvent joined) {
            stage(joined.getKeycloakSession(), group(joined, GROUP_JOINED, joined.getUser()));
        } else if (event instanceof GroupModel.GroupMemberLeaveEvent left) {
            stage(left.getKeycloakSession(), group(left, GROUP_LEFT, left.getUser()));
        } else if (event instanceof GroupModel.GroupRemovedEvent removed) {
            stage(
                    removed.getKeycloakSession(),
                    group(removed, GROUP_DELETED, null)
                            .fact(EFFECTIVE_ROLES, Roles.effective(Roles.ofGroup(removed.getGroup()))));
        } else if (event instanceof GroupModel.GroupPathChangeEvent moved) {
            stage(moved.getKeycloakSession(), moved(moved));
        } else if (event instanceof UserModel.UserPreRemovedEvent removed) {
            KeycloakSession session = removed.getKeycloakSession();
            stage(session, user(session, DELETED, removed.getRealm(), removed.getUser()));
        } else if (event instanceof FederatedIdentityModel.FederatedIdentityCreatedEvent linked) {
            KeycloakSession session = linked.getKeycloakSession();
            Draft draft = user(session, IDENTITY_LINKED, linked.getRealm(), linked.getUser());
            stage(session, identity(draft, linked.getFederatedIdentity()));
        } else if (event instanceof FederatedIdentityModel.FederatedIdentityRemovedEvent unlinked) {
            KeycloakSession session = unlinked.getKeycloakSession();
            Draft draft = user(session, IDENTITY_UNLINKED, unlinked.getRealm(), unlinked.getUser());
            stage(session, identity(draft, unlinked.getFederatedIdentity()));
        } else if (event instanceof RealmModel.IdentityProviderRemovedEvent removed) {
            stage(removed.getKeycloakSession(), identityProvider(removed));
        } else if (event instanceof NewIdentityEvent reported) {
            Staging.of(reported.session()).actor(Actor.SYSTEM);
            stage(reported.session(), reported(reported));
        } else if (event instanceof ClientModel.ClientUpdatedEvent updated) {
            KeycloakSession session = updated.getKeycloakSession();
            stage(session, new Clients(session).updated(updated.getUpdatedClient()));
        } else if (event instanceof ClientModel.ClientRemovedEvent removed) {
            KeycloakSession session = removed.getKeycloakSession();
            stage(session, new Clients(session).event(CLIENT_DELETED, removed.getClient()));
        } else if (event instanceof RealmModel.RealmRemovedEvent removed) {
            KeycloakSession session = removed.getKeycloakSession();
            stage(session, new Draft(session, REALM_DELETED, removed.getRealm()));
        }
    }

    private static void stage(KeycloakSession session, Draft draft) {
        Staging.of(session).stage(draft);
    }

    private static Draft role(RoleModel.RoleEvent event, IdentityEventType type, UserModel user) {
        return new Roles(event.getKeycloakSession())
                .event(type, event.getRole())
                .user(user.getId());
    }

    private static Draft group(GroupModel.GroupEvent event, IdentityEventType type, UserModel user) {
        GroupModel group = event.getGroup();
        Draft draft = new Draft(event.getKeycloakSession(), type, event.getRealm())
                .thing(group.getId())
                .fact("groupId", group.getId())
                .fact("path", KeycloakModelUtils.buildGroupPath(group));
        return user == null ? draft : draft.user(user.getId());
    }

    private static Draft moved(GroupModel.GroupPathChangeEvent event) {
        return group(event, GROUP_MOVED, null)
                .fact("path", event.getNewPath())
                .fact("previousPath", event.getPreviousPath())
                .fact(EFFECTIVE_ROLES, lost(event));
    }

    /** The roles that its members may have lost: those of the groups above it before, where it has another parent now. */
    private static List<String> lost(GroupModel.GroupPathChangeEvent event) {
        GroupModel group = event.getGroup();
        List<String> lost = Before.of(event.getKeycloakSession(), event.getRealm())
                .get(then -> {
                    GroupModel before = then.session().groups().getGroupById(then.realm(), group.getId());
                    // The group, not its path: a name may contain slashes.
                    return before == null || Objects.equals(before.getParentId(), group.getParentId())
                            ? null
                            : Roles.effective(Roles.ofGroup(before.getParent()));
                });
        return lost == null ? List.of() : lost;
    }

    private static Draft renamed(RoleModel.RoleNameChangeEvent event) {
        RealmModel realm = event.getRealm();
        ClientModel client = event.getClientId() == null ? null : realm.getClientByClientId(event.getClientId());
        RoleModel role = client == null ? realm.getRole(event.getNewName()) : client.getRole(event.getNewName());
        return new Roles(event.getKeycloakSession())
                .event(ROLE_RENAMED, role)
                .fact("previousRole", event.getPreviousName());
    }

    private static Draft identityProvider(RealmModel.IdentityProviderRemovedEvent event) {
        String alias = event.getRemovedIdentityProvider().getAlias();
        return new Draft(event.getKeycloakSession(), IDENTITY_PROVIDER_DELETED, event.getRealm())
                .distinct(alias)
                .fact("identityProvider", alias);
    }

    private static Draft user(KeycloakSession session, IdentityEventType type, RealmModel realm, UserModel user) {
        return new Draft(session, type, realm).user(user.getId());
    }

    private static Draft identity(Draft draft, FederatedIdentityModel identity) {
        return draft.distinct(identity.getIdentityProvider())
                .fact("identityProvider", identity.getIdentityProvider())
                .personal("identityProviderUserId", identity.getUserId());
    }

    private static Draft reported(NewIdentityEvent event) {
        Draft draft = new Draft(event.session(), event.type(), event.realm())
                .user(event.userId())
                .distinct(event.facts().toString())
                .at(event.time().toEpochMilli());
        event.facts().forEach(draft::fact);
        return draft;
    }
}

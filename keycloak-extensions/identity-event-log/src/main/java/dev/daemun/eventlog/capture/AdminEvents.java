package dev.daemun.eventlog.capture;

import static dev.daemun.eventlog.IdentityEventType.CLIENT_SCOPES_CHANGED;
import static dev.daemun.eventlog.IdentityEventType.CONSENT_WITHDRAWN;
import static dev.daemun.eventlog.IdentityEventType.CREDENTIAL_REMOVED;
import static dev.daemun.eventlog.IdentityEventType.EVERYONE_SIGNED_OUT;
import static dev.daemun.eventlog.IdentityEventType.PASSWORD_CHANGED;
import static dev.daemun.eventlog.IdentityEventType.PROFILE_UPDATED;
import static dev.daemun.eventlog.IdentityEventType.REALM_UPDATED;
import static dev.daemun.eventlog.IdentityEventType.REGISTERED;
import static dev.daemun.eventlog.IdentityEventType.SESSION_ENDED;
import static dev.daemun.eventlog.IdentityEventType.SIGNED_OUT_EVERYWHERE;

import dev.daemun.eventlog.IdentityEventType;
import java.util.List;
import java.util.Optional;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.events.Details;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.AuthDetails;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Stages what administrators do, where Keycloak's model has no event for it. */
final class AdminEvents {
    private final KeycloakSession session;
    private final RealmModel realm;
    private final Users users;
    private final AdminEvent event;
    private final ResourcePath path;

    AdminEvents(KeycloakSession session, RealmModel realm, AdminEvent event) {
        this.session = session;
        this.realm = realm;
        this.users = new Users(session, realm);
        this.event = event;
        this.path = ResourcePath.of(event);
    }

    void stage() {
        AuthDetails administrator = event.getAuthDetails();
        // Those of the model's events that belong to this transaction were caused by the administrator too.
        Staging.of(session).actor(Actor.admin(administrator == null ? null : administrator.getUserId()));
        switch (event.getResourceType()) {
            case USER -> onUser();
            case USER_SESSION -> sessionEnded();
            case REALM -> onRealm();
            case REALM_SCOPE_MAPPING,
                    CLIENT_SCOPE_MAPPING,
                    CLIENT_SCOPE_CLIENT_MAPPING,
                    CLIENT_SCOPE,
                    PROTOCOL_MAPPER -> scopesChanged();
            case REALM_ROLE, CLIENT_ROLE ->
                new RoleAdminEvents(session, realm, event).compositesChanged().ifPresent(this::stage);
            case REALM_ROLE_MAPPING, CLIENT_ROLE_MAPPING ->
                new RoleAdminEvents(session, realm, event).groupRolesChanged().ifPresent(this::stage);
            case ORGANIZATION ->
                saved().flatMap(managed()::disabledOrganization).ifPresent(this::stage);
            case COMPONENT -> componentChanged();
            default -> {
                // The rest changes nothing about an identity, or the model has an event for it.
            }
        }
    }

    /** Keycloak reports it before its model has changed, so the model is looked at when the transaction commits. */
    private void componentChanged() {
        if (event.getOperationType() == OperationType.CREATE) {
            return;
        }
        Runnable comparison = () -> {
            saved().flatMap(managed()::disabledDirectory).ifPresent(this::stage);
            new RemovedKeys(session, realm).event().ifPresent(this::stage);
        };
        if (!OnCommit.joins(session, comparison)) {
            comparison.run();
        }
    }

    private ManagedElsewhere managed() {
        return new ManagedElsewhere(session, realm);
    }

    /** The id of what was saved. */
    private Optional<String> saved() {
        return event.getOperationType() == OperationType.UPDATE && path.size() == 2
                ? Optional.of(path.step(1))
                : Optional.empty();
    }

    private void onUser() {
        String user = path.step(1);
        switch (path.step(2)) {
            case "" -> userChanged(event.getOperationType(), user);
            case "logout" -> stage(users.event(SIGNED_OUT_EVERYWHERE, user).fact("notBefore", users.notBefore(user)));
            case "reset-password" -> stage(users.event(PASSWORD_CHANGED, user));
            case "consents" ->
                stage(users.event(CONSENT_WITHDRAWN, user)
                        .distinct(path.step(3))
                        .fact("clientId", path.step(3)));
            case "credentials" -> credentialChanged(user);
            default -> {
                // For role mappings, groups and linked identities the model has events.
            }
        }
    }

    private void userChanged(OperationType operation, String user) {
        if (operation == OperationType.CREATE || operation == OperationType.UPDATE) {
            stage(users.profile(operation == OperationType.CREATE ? REGISTERED : PROFILE_UPDATED, user));
            stage(users.enabledOrDisabled(user, "administrator"));
        }
    }

    private void credentialChanged(String user) {
        // Only an event of a removal has this detail. Labels and the order of credentials do not matter.
        if (event.getDetails() != null && event.getDetails().containsKey(Details.CREDENTIAL_ID)) {
            String id = event.getDetails().get(Details.CREDENTIAL_ID);
            stage(users.event(CREDENTIAL_REMOVED, user)
                    .distinct(id)
                    .fact("credentialType", event.getDetails().get(Details.CREDENTIAL_TYPE))
                    .fact("credentialId", id));
        }
    }

    private void sessionEnded() {
        String sid = path.step(1);
        boolean offline = Representation.of(event).flag("offline");
        Draft draft = draft(SESSION_ENDED)
                .fact("sid", sid)
                .fact("reason", "administrator")
                .fact("offline", offline);
        users.ofSession(sid, offline).ifPresent(draft::user);
        stage(draft.thing(sid));
    }

    private void onRealm() {
        if (path.isEmpty() && event.getOperationType() == OperationType.UPDATE) {
            realmUpdated();
        } else if (path.is("logout-all")) {
            stage(draft(EVERYONE_SIGNED_OUT).fact("notBefore", realm.getNotBefore()));
        } else if (path.step(0).equals("users") && path.size() == 2) {
            // A partial import, for which Keycloak forgets to say that it is about a user. One that is overwritten was
            // deleted and is a new one, perhaps with the same id.
            userChanged(OperationType.CREATE, path.step(1));
        }
    }

    private void realmUpdated() {
        Draft draft = draft(REALM_UPDATED).fact("enabled", realm.isEnabled()).fact("notBefore", realm.getNotBefore());
        RealmLimits before = Before.of(session, realm).get(then -> RealmLimits.of(then.realm()));
        if (before != null && RealmLimits.of(realm).areNarrowerThan(before)) {
            draft.fact("narrowed", true);
        }
        stage(draft);
    }

    /** Only what is taken away, or changed, can be in tokens that should not have it any more. */
    private void scopesChanged() {
        boolean takenAway = event.getOperationType() == OperationType.DELETE;
        boolean changed = event.getOperationType() == OperationType.UPDATE;
        if (takenAway || (changed && event.getResourceType() == ResourceType.PROTOCOL_MAPPER)) {
            if (path.step(0).equals("client-scopes") && !anyClientHas(path.step(1))) {
                return;
            }
            ClientModel client = path.step(0).equals("clients") ? realm.getClientById(path.step(1)) : null;
            Draft draft = draft(CLIENT_SCOPES_CHANGED);
            stage(client == null ? draft : draft.thing(client.getId()).fact("clientId", client.getClientId()));
        }
    }

    /**
     * No token has anything of a scope that no client has, such as the one that is there while realm-admin changes the realm. It is looked for in
     * the state before this change, since one that is being deleted has lost its clients already.
     */
    private boolean anyClientHas(String scope) {
        List<String> clients = Before.of(session, realm)
                .get(then -> then.session()
                        .getProvider(JpaConnectionProvider.class)
                        .getEntityManager()
                        .createQuery(
                                "select m.clientId from ClientScopeClientMappingEntity m where m.clientScopeId = :scope",
                                String.class)
                        .setParameter("scope", scope)
                        .setMaxResults(1)
                        .getResultList());
        return clients != null && !clients.isEmpty();
    }

    private Draft draft(IdentityEventType type) {
        return new Draft(session, type, realm);
    }

    private void stage(Draft draft) {
        Staging.of(session).stage(draft.at(event.getTime()));
    }
}

package dev.daemun.eventlog.capture;

import dev.daemun.eventlog.IdentityEventType;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserConsentModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.session.UserSessionPersisterProvider;

/** Events about a user, with the user's data as they are at that moment in the transaction. */
final class Users {
    private final KeycloakSession session;
    private final RealmModel realm;

    Users(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    Draft event(IdentityEventType type, String userId) {
        return new Draft(session, type, realm).user(userId);
    }

    /** An event with the user's profile, for receivers that keep a copy of it. */
    Draft profile(IdentityEventType type, String userId) {
        UserModel user = find(userId);
        return user == null ? event(type, userId) : profile(type, user);
    }

    Draft profile(IdentityEventType type, UserModel user) {
        return event(type, user.getId())
                .fact("enabled", user.isEnabled())
                .fact("emailVerified", user.isEmailVerified())
                .personal("username", user.getUsername())
                .personal("email", user.getEmail())
                .personal("firstName", user.getFirstName())
                .personal("lastName", user.getLastName());
    }

    /** An event that says whether the user is enabled now. It is written only where the log's last one said the opposite. */
    Draft enabledOrDisabled(String userId, String reason) {
        UserModel user = find(userId);
        return user == null
                ? event(IdentityEventType.ENABLED, userId).fact("reason", reason)
                : enabledOrDisabled(user, reason);
    }

    Draft enabledOrDisabled(UserModel user, String reason) {
        return event(user.isEnabled() ? IdentityEventType.ENABLED : IdentityEventType.DISABLED, user.getId())
                .fact("reason", reason);
    }

    List<String> consentedScopes(String userId, String clientId) {
        ClientModel client = realm.getClientByClientId(clientId);
        UserConsentModel consent =
                client == null ? null : session.users().getConsentByClient(realm, userId, client.getId());
        return consent == null
                ? List.of()
                : consent.getGrantedClientScopes().stream()
                        // Where a client itself is shown on the consent page, Keycloak keeps it among the scopes.
                        .filter(scope -> !(scope instanceof ClientModel))
                        .map(ClientScopeModel::getName)
                        .toList();
    }

    /** The moment up to which the user's tokens are refused, in seconds since 1970. */
    long notBefore(String userId) {
        UserModel user = find(userId);
        return user == null ? 0 : session.users().getNotBeforeOfUser(realm, user);
    }

    /** The user of a session that was ended: Keycloak's cache has lost it already, but its database has not. */
    Optional<String> ofSession(String sid, boolean offline) {
        UserSessionPersisterProvider sessions = session.getProvider(UserSessionPersisterProvider.class);
        return Optional.ofNullable(sessions.loadUserSession(realm, sid, offline))
                .map(found -> found.getUser().getId());
    }

    private UserModel find(String userId) {
        return session.users().getUserById(realm, userId);
    }
}

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

/** Events about a user as the user is at that moment in the transaction. */
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

    /** With the user's own data, for those who keep a copy. */
    Draft profile(IdentityEventType type, String userId) {
        Draft draft = event(type, userId);
        UserModel user = find(userId);
        if (user == null) {
            return draft;
        }
        return draft.fact("enabled", user.isEnabled())
                .fact("emailVerified", user.isEmailVerified())
                .personal("username", user.getUsername())
                .personal("email", user.getEmail())
                .personal("firstName", user.getFirstName())
                .personal("lastName", user.getLastName());
    }

    /** Enabled or disabled, as the user now is; which is news only where the log last said otherwise. */
    Draft enabledOrDisabled(String userId, String reason) {
        UserModel user = find(userId);
        boolean enabled = user == null || user.isEnabled();
        return event(enabled ? IdentityEventType.ENABLED : IdentityEventType.DISABLED, userId)
                .fact("reason", reason);
    }

    List<String> consentedScopes(String userId, String clientId) {
        ClientModel client = realm.getClientByClientId(clientId);
        UserConsentModel consent =
                client == null ? null : session.users().getConsentByClient(realm, userId, client.getId());
        return consent == null
                ? List.of()
                : consent.getGrantedClientScopes().stream()
                        .map(ClientScopeModel::getName)
                        .toList();
    }

    /** The moment up to which the user's tokens are refused, in seconds since 1970. */
    long notBefore(String userId) {
        UserModel user = find(userId);
        return user == null ? 0 : session.users().getNotBeforeOfUser(realm, user);
    }

    /** Whose session it was: an ended session is gone from Keycloak's cache, but not yet from its database. */
    Optional<String> ofSession(String sid, boolean offline) {
        UserSessionPersisterProvider sessions = session.getProvider(UserSessionPersisterProvider.class);
        return Optional.ofNullable(sessions.loadUserSession(realm, sid, offline))
                .map(found -> found.getUser().getId());
    }

    private UserModel find(String userId) {
        return session.users().getUserById(realm, userId);
    }
}

package dev.daemun.eventlog.capture;

import static dev.daemun.eventlog.IdentityEventType.CONSENT_GIVEN;
import static dev.daemun.eventlog.IdentityEventType.CONSENT_WITHDRAWN;
import static dev.daemun.eventlog.IdentityEventType.CREDENTIAL_ADDED;
import static dev.daemun.eventlog.IdentityEventType.CREDENTIAL_REMOVED;
import static dev.daemun.eventlog.IdentityEventType.EMAIL_VERIFIED;
import static dev.daemun.eventlog.IdentityEventType.LOCKED_OUT;
import static dev.daemun.eventlog.IdentityEventType.PASSWORD_CHANGED;
import static dev.daemun.eventlog.IdentityEventType.PROFILE_UPDATED;
import static dev.daemun.eventlog.IdentityEventType.REGISTERED;
import static dev.daemun.eventlog.IdentityEventType.SESSION_ENDED;
import static dev.daemun.eventlog.IdentityEventType.SIGNED_IN;
import static dev.daemun.eventlog.IdentityEventType.SIGNED_OUT;
import static dev.daemun.eventlog.IdentityEventType.TOKEN_REVOKED;

import dev.daemun.eventlog.IdentityEventType;
import java.util.List;
import java.util.Locale;
import org.keycloak.events.Details;
import org.keycloak.events.Event;
import org.keycloak.models.ImpersonationSessionNote;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserLoginFailureModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.credential.PasswordCredentialModel;

/** Stages what users do themselves, and what happens to them when they sign in. */
final class UserEvents {
    private final KeycloakSession session;
    private final RealmModel realm;
    private final Users users;

    UserEvents(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
        this.users = new Users(session, realm);
    }

    void stage(Event event) {
        switch (event.getType()) {
            case REGISTER ->
                stage(
                        event,
                        users.profile(REGISTERED, event.getUserId())
                                .fact("identityProvider", detail(event, Details.IDENTITY_PROVIDER)));
            case UPDATE_PROFILE, UPDATE_EMAIL -> profileUpdated(event);
            case VERIFY_EMAIL -> stage(event, about(event, EMAIL_VERIFIED).personal("email", detail(event, "email")));
            case UPDATE_CREDENTIAL -> stage(event, credentialSet(event));
            case REMOVE_CREDENTIAL -> stage(event, credentialRemoved(event));
            case LOGIN -> signedIn(event);
            case IMPERSONATE -> impersonated(event);
            case LOGOUT -> stageOfSession(event, ofSession(event, SIGNED_OUT));
            case USER_SESSION_DELETED ->
                stageOfSession(
                        event,
                        ofSession(event, SESSION_ENDED)
                                .fact("reason", "expired")
                                .fact("offline", false));
            case GRANT_CONSENT, UPDATE_CONSENT ->
                stage(
                        event,
                        about(event, CONSENT_GIVEN)
                                .fact("clientId", detail(event, Details.GRANTED_CLIENT))
                                .fact("scopes", words(detail(event, Details.SCOPE))));
            case REVOKE_GRANT -> stage(event, grantRevoked(event));
            case USER_DISABLED_BY_TEMPORARY_LOCKOUT ->
                stage(event, about(event, LOCKED_OUT).fact("untilEpochSecond", lockedOutUntil(event)));
            case USER_DISABLED_BY_PERMANENT_LOCKOUT ->
                stage(event, users.enabledOrDisabled(event.getUserId(), "too-many-failed-sign-ins"));
            default -> {
                // The rest changes nothing about an identity, or the model has an event for it.
            }
        }
    }

    private void stage(Event event, Draft draft) {
        Staging staging = Staging.of(session);
        staging.actor(
                switch (event.getType()) {
                    case USER_SESSION_DELETED, USER_DISABLED_BY_TEMPORARY_LOCKOUT, USER_DISABLED_BY_PERMANENT_LOCKOUT ->
                        Actor.SYSTEM;
                    default -> Actor.USER;
                });
        staging.stage(draft.at(event.getTime()));
    }

    /** Without a session the event is left out: Keycloak also reports a log-out that found no session. */
    private void stageOfSession(Event event, Draft draft) {
        if (event.getSessionId() != null) {
            stage(event, draft);
        }
    }

    private Draft about(Event event, IdentityEventType type) {
        return users.event(type, event.getUserId());
    }

    private Draft ofSession(Event event, IdentityEventType type) {
        Draft draft = about(event, type).distinct(event.getSessionId()).fact("sid", event.getSessionId());
        return draft.fact("clientId", event.getClientId());
    }

    /** The page that asks for missing details at a first sign-in reports it of nobody, since no account is there yet. */
    private void profileUpdated(Event event) {
        if (event.getUserId() != null) {
            stage(event, users.profile(PROFILE_UPDATED, event.getUserId()));
        }
    }

    /** An administrator has begun a session as this user; clients join it as they join any other. */
    private void impersonated(Event event) {
        Draft draft = session(event).fact("impersonatorRealm", detail(event, Details.IMPERSONATOR_REALM));
        stage(event, draft);
        Staging.of(session).actor(Actor.admin(impersonator(event)));
    }

    private Draft session(Event event) {
        return ofSession(event, SIGNED_IN)
                .fact("identityProvider", detail(event, Details.IDENTITY_PROVIDER))
                .fact("impersonator", impersonator(event))
                .personal("ipAddress", event.getIpAddress());
    }

    /** The administrator's user id where the session is not the user's own, else null. */
    private String impersonator(Event event) {
        UserSessionModel found =
                event.getSessionId() == null ? null : session.sessions().getUserSession(realm, event.getSessionId());
        return found == null ? null : found.getNote(ImpersonationSessionNote.IMPERSONATOR_ID.toString());
    }

    private void signedIn(Event event) {
        stage(event, session(event));
        // Keycloak has no event of its own for a consent that is given while signing in.
        if (Details.CONSENT_VALUE_CONSENT_GRANTED.equals(detail(event, Details.CONSENT))) {
            stage(
                    event,
                    about(event, CONSENT_GIVEN)
                            .fact("clientId", event.getClientId())
                            .fact("scopes", users.consentedScopes(event.getUserId(), event.getClientId())));
        }
    }

    private Draft credentialSet(Event event) {
        String credential = detail(event, Details.CREDENTIAL_TYPE);
        return PasswordCredentialModel.TYPE.equals(credential)
                ? about(event, PASSWORD_CHANGED)
                : about(event, CREDENTIAL_ADDED).distinct(credential).fact("credentialType", credential);
    }

    private Draft credentialRemoved(Event event) {
        String id = detail(event, Details.CREDENTIAL_ID);
        String selected = id == null ? detail(event, Details.SELECTED_CREDENTIAL_ID) : id;
        return about(event, CREDENTIAL_REMOVED)
                .distinct(selected)
                .fact("credentialType", detail(event, Details.CREDENTIAL_TYPE))
                .fact("credentialId", selected);
    }

    /** Keycloak has the same event for a token revoked by RFC 7009 and for a consent withdrawn in the account console. */
    private Draft grantRevoked(Event event) {
        String access = detail(event, Details.TOKEN_ID);
        String refresh = detail(event, Details.REFRESH_TOKEN_ID);
        if (access == null && refresh == null) {
            return about(event, CONSENT_WITHDRAWN).fact("clientId", detail(event, Details.REVOKED_CLIENT));
        }
        String type = detail(event, Details.REFRESH_TOKEN_TYPE);
        Draft draft = about(event, TOKEN_REVOKED)
                .distinct(access == null ? refresh : access)
                .fact("tokenType", access == null ? type.toLowerCase(Locale.ROOT) : "access")
                .fact("jti", access == null ? refresh : access)
                .fact("sid", event.getSessionId())
                .fact("clientId", event.getClientId())
                .fact("exchangedClientIds", words(detail(event, Details.TOKEN_EXCHANGE_REVOKED_CLIENTS)));
        return access == null ? draft.fact("sessionEnded", hasEnded(event.getSessionId())) : draft;
    }

    /**
     * Whether a session is there no more. With the part of its last client Keycloak removes it, and with it ends tokens of
     * clients that have no part of their own in it, such as one that has exchanged a token and got no refresh token.
     */
    private boolean hasEnded(String sid) {
        return sid != null
                && session.sessions().getUserSession(realm, sid) == null
                && session.sessions().getOfflineUserSession(realm, sid) == null;
    }

    private long lockedOutUntil(Event event) {
        UserLoginFailureModel failures = session.loginFailures().getUserLoginFailure(realm, event.getUserId());
        return failures == null ? event.getTime() / 1000 : failures.getFailedLoginNotBefore();
    }

    private static List<String> words(String text) {
        return text == null || text.isBlank() ? List.of() : List.of(text.strip().split("[ ,]+", -1));
    }

    private static String detail(Event event, String name) {
        return event.getDetails() == null ? null : event.getDetails().get(name);
    }
}

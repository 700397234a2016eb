package dev.daemun.upstreamsignals.consequence;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.managers.UserSessionManager;

/** How a session is ended. */
enum SessionEnd {
    /** As by a log-out: clients with an address for OpenID Connect's back-channel log-out are told. */
    IN_A_REQUEST {
        @Override
        void of(UserSessionModel begun, KeycloakSession session, RealmModel realm) {
            AuthenticationManager.backchannelLogout(session, begun, false);
        }
    },

    /** Without a word to clients, since Keycloak takes its own address, which a logout token contains, from the request. */
    IN_THE_BACKGROUND {
        @Override
        void of(UserSessionModel begun, KeycloakSession session, RealmModel realm) {
            if (begun.isOffline()) {
                new UserSessionManager(session).revokeOfflineUserSession(begun);
            } else {
                session.sessions().removeUserSession(realm, begun);
            }
        }
    };

    abstract void of(UserSessionModel begun, KeycloakSession session, RealmModel realm);
}

package dev.daemun.revocationfeed.http;

import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.managers.AppAuthManager;
import org.keycloak.services.managers.AuthenticationManager;

/**
 * A service account that may read the feed. It needs the role, as Keycloak knows it now and not as the token says, and a token
 * whose audience is the feed.
 *
 * @param realmId the realm whose withdrawals it may read
 * @param account its user id
 * @param realm the realm's name
 * @param client the id of the client whose account it is, as the client itself says it
 */
record FeedReader(String realmId, String account, String realm, String client) {
    static final String ROLE = "read-withdrawals";

    static FeedReader authenticated(KeycloakSession session) {
        if (AppAuthManager.extractAuthorizationHeaderTokenOrReturnNull(
                        session.getContext().getHttpRequest().getHttpHeaders())
                == null) {
            throw new Refusal(401, "Bearer", "A bearer token is needed.");
        }
        AuthenticationManager.AuthResult caller = new AppAuthManager.BearerTokenAuthenticator(session)
                .setAudience(RevocationFeedFactory.PROVIDER_ID)
                .authenticate();
        if (caller == null) {
            throw new Refusal(
                    401,
                    "Bearer error=\"invalid_token\"",
                    "The token is not valid, or not meant for the revocation feed.");
        }
        RealmModel realm = session.getContext().getRealm();
        if (!mayRead(realm, caller.user())) {
            throw new Refusal(
                    403,
                    "Bearer error=\"insufficient_scope\"",
                    "Only service accounts with the role " + ROLE + " of the client "
                            + RevocationFeedFactory.PROVIDER_ID + " may read withdrawals.");
        }
        ClientModel client = realm.getClientById(caller.user().getServiceAccountClientLink());
        return new FeedReader(
                realm.getId(), caller.user().getId(), realm.getName(), client == null ? "-" : client.getClientId());
    }

    private static boolean mayRead(RealmModel realm, UserModel user) {
        ClientModel feed = realm.getClientByClientId(RevocationFeedFactory.PROVIDER_ID);
        RoleModel role = feed == null ? null : feed.getRole(ROLE);
        return role != null && user.getServiceAccountClientLink() != null && user.hasRole(role);
    }
}

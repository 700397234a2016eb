package dev.daemun.revocationfeed.http;

import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;

/**
 * A service account that may read the feed. It needs the role, as Keycloak knows it now and not as the token says.
 *
 * @param realmId the realm whose withdrawals it may read
 * @param account its user id
 * @param realm the realm's name
 * @param client the id of the client whose account it is, as the client itself says it
 */
record FeedReader(String realmId, String account, String realm, String client) {
    static final String ROLE = "read-withdrawals";

    static FeedReader of(RealmModel realm, UserModel user) {
        if (!mayRead(realm, user)) {
            throw new Refusal(
                    403,
                    "Bearer error=\"insufficient_scope\"",
                    "Only service accounts with the role " + ROLE + " of the client "
                            + RevocationFeedFactory.PROVIDER_ID + " may read withdrawals.");
        }
        ClientModel client = realm.getClientById(user.getServiceAccountClientLink());
        return new FeedReader(
                realm.getId(), user.getId(), realm.getName(), client == null ? "-" : client.getClientId());
    }

    private static boolean mayRead(RealmModel realm, UserModel user) {
        ClientModel feed = realm.getClientByClientId(RevocationFeedFactory.PROVIDER_ID);
        RoleModel role = feed == null ? null : feed.getRole(ROLE);
        return role != null && user.getServiceAccountClientLink() != null && user.hasRole(role);
    }
}

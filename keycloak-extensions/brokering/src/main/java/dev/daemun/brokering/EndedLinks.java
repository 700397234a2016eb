package dev.daemun.brokering;

import dev.daemun.brokering.EndedLinkTable.EndedLink;
import java.util.Optional;
import org.hibernate.Session;
import org.hibernate.jdbc.ReturningWork;
import org.keycloak.common.util.Time;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.storage.StorageId;

/**
 * Remembers which account a link that was ended at its provider led to, so that the same person finds it again. At one
 * app these providers give a person the same id, also after an unlink.
 *
 * @param session whose realm and transaction are used
 * @param provider the settings of a provider of that realm
 */
public record EndedLinks(KeycloakSession session, ProviderKind kind, IdentityProviderModel provider) {

    /** Inserts a row for a link that is about to be removed, where a setting of the provider needs it later. */
    public void remember(UserModel user, String externalId) {
        boolean isWanted =
                settings().reopens() || settings().daysUntilDeletion().isPresent();
        // The account of a user storage that imports nobody has no row for the foreign key to follow.
        if (isWanted && StorageId.isLocalStorage(user.getId())) {
            EndedLink link = new EndedLink(realm().getId(), provider.getInternalId(), externalId, user.getId());
            sql(connection -> {
                new EndedLinkTable(kind, connection).insert(link, Time.currentTimeMillis());
                return null;
            });
        }
    }

    /**
     * Links the account again that the person had before the link was ended. Of two browsers that come back at once one does
     * so, and the other finds the link.
     *
     * @return the account, where it was linked by this call
     */
    public Optional<UserModel> reopen(FederatedIdentityModel link) {
        if (!settings().reopens() || session.users().getUserByFederatedIdentity(realm(), link) != null) {
            return Optional.empty();
        }
        return sql(connection -> new EndedLinkTable(kind, connection)
                        .find(realm().getId(), provider.getInternalId(), link.getUserId()))
                .filter(ended -> sql(connection -> new EndedLinkTable(kind, connection).delete(ended)))
                .map(ended -> session.users().getUserById(realm(), ended.user()))
                // Who has linked another account there meanwhile keeps that one.
                .filter(user -> session.users().getFederatedIdentity(realm(), user, provider.getAlias()) == null)
                .map(user -> {
                    session.users().addFederatedIdentity(realm(), user, link);
                    return user;
                });
    }

    private LeavingSettings settings() {
        return new LeavingSettings(provider);
    }

    private RealmModel realm() {
        return session.getContext().getRealm();
    }

    private <T> T sql(ReturningWork<T> work) {
        return session.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .unwrap(Session.class)
                .doReturningWork(work);
    }
}

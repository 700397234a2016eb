package dev.daemun.safelinking;

import org.hibernate.Session;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.FederatedIdentityModel.FederatedIdentityCreatedEvent;
import org.keycloak.models.FederatedIdentityModel.FederatedIdentityRemovedEvent;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderEventListener;
import org.keycloak.storage.StorageId;

/**
 * Hears of each link that is added, by whichever road, in the transaction that adds it, and refuses the second account of one
 * identity. Keycloak's own table only keeps an account from having two identities of one provider.
 */
final class OneAccountPerIdentity implements ProviderEventListener {

    @Override
    public void onEvent(ProviderEvent event) {
        if (event instanceof FederatedIdentityCreatedEvent added) {
            // A user storage that imports nobody keeps its links in another table, which the row could not follow.
            if (StorageId.isLocalStorage(added.getUser().getId())) {
                take(added);
            }
            MailProof.remove(added.getKeycloakSession(), added.getUser(), added.getFederatedIdentity());
        } else if (event instanceof FederatedIdentityRemovedEvent removed) {
            MailProof.remove(removed.getKeycloakSession(), removed.getUser(), removed.getFederatedIdentity());
        }
    }

    private static void take(FederatedIdentityCreatedEvent added) {
        KeycloakSession session = added.getKeycloakSession();
        FederatedIdentityModel link = added.getFederatedIdentity();
        boolean taken = session.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .unwrap(Session.class)
                .doReturningWork(connection -> new LinkedIdentityTable(connection)
                        .take(
                                added.getRealm().getId(),
                                link.getIdentityProvider(),
                                link.getUserId(),
                                added.getUser().getId()));
        if (!taken) {
            // Keycloak catches the exception and answers, but the link is already in the transaction.
            session.getTransactionManager().setRollbackOnly();
            throw new ModelDuplicateException("This identity at the provider is linked to another account");
        }
    }
}

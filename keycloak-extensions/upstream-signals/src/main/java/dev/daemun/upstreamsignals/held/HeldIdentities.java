package dev.daemun.upstreamsignals.held;

import java.time.Instant;
import org.hibernate.Session;
import org.hibernate.jdbc.ReturningWork;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/**
 * The accounts at providers through which nobody may sign in for the time being, in the transaction of a Keycloak session. They are kept by the
 * account there and not by the account here, so that a new link to the same account there is held as well.
 */
public record HeldIdentities(KeycloakSession session) {

    /** Whether sign-in through this account is held. */
    public boolean isHeld(String providerInternalId, String externalId) {
        return sql(connection -> new HeldIdentityTable(connection).isHeld(providerInternalId, externalId));
    }

    /**
     * Holds or releases sign-in through this account because its provider says so.
     *
     * @param since by the provider's clock
     * @return false where the provider has said something later already, and nothing was changed
     */
    public boolean reported(String providerInternalId, String externalId, boolean held, Instant since) {
        return sql(connection -> new HeldIdentityTable(connection).set(providerInternalId, externalId, held, since));
    }

    /** Releases sign-in through this account, whatever its provider has said so far. */
    public void release(String providerInternalId, String externalId) {
        sql(connection -> {
            new HeldIdentityTable(connection).release(providerInternalId, externalId);
            return null;
        });
    }

    private <T> T sql(ReturningWork<T> work) {
        return session.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .unwrap(Session.class)
                .doReturningWork(work);
    }
}

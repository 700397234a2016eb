package dev.daemun.eventlog.capture;

import java.util.function.Function;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RealmProvider;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * A realm as it is before the running transaction commits. Keycloak reports many changes only when its model shows the new
 * state, while the tokens that are about still carry the old one.
 */
record Before(KeycloakSession session, String realmId) {
    /** The id of the providers of realms and users that read Keycloak's tables. */
    static final String STORE = "jpa";

    static Before of(KeycloakSession session, RealmModel realm) {
        return new Before(session, realm.getId());
    }

    /**
     * Reads in another transaction, which still sees it. Returns null where the realm itself is new. The realm is read past Keycloak's
     * cache, whose components every transaction gets as the same objects, with what another one has changed in them.
     */
    <T> T get(Function<Then, T> reading) {
        return KeycloakModelUtils.runJobInTransactionWithResult(session.getKeycloakSessionFactory(), other -> {
            RealmModel realm = other.getProvider(RealmProvider.class, STORE).getRealm(realmId);
            if (realm == null) {
                return null;
            }
            other.getContext().setRealm(realm);
            return reading.apply(new Then(other, realm));
        });
    }

    /** That other transaction. */
    record Then(KeycloakSession session, RealmModel realm) {}
}

package dev.daemun.eventlog.capture;

import dev.daemun.eventlog.store.Database;
import dev.daemun.eventlog.store.DisabledUserTable;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Finds users whom somebody enabled or disabled by a road on which Keycloak tells nothing, such as a workflow or a
 * directory's synchronisation, and tells them after the fact.
 */
final class Reconciler {
    private Reconciler() {}

    static void run(KeycloakSessionFactory factory) {
        List<DisabledUserTable.User> users = KeycloakModelUtils.runJobInTransactionWithResult(
                factory,
                session -> new Database(session).get(connection -> new DisabledUserTable(connection).untold()));
        // Each by itself: another node may be telling the same one, and then this one fails.
        users.forEach(user -> KeycloakModelUtils.runJobInTransaction(factory, session -> tell(session, user)));
    }

    private static void tell(KeycloakSession session, DisabledUserTable.User user) {
        RealmModel realm = session.realms().getRealm(user.realmId());
        if (realm != null) {
            Staging.of(session).tell(new Users(session, realm).enabledOrDisabled(user.id(), "found-later"));
        }
    }
}

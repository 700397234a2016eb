package dev.daemun.eventlog.capture;

import dev.daemun.eventlog.Database;
import dev.daemun.eventlog.IdentityEventType;
import dev.daemun.eventlog.store.DisabledUserTable;
import java.sql.SQLException;
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
        tellAll(factory, IdentityEventType.DISABLED, DisabledUserTable::disabledUntold);
        tellAll(factory, IdentityEventType.ENABLED, DisabledUserTable::enabledUntold);
    }

    /** Some of the table's users. */
    private interface Search {
        List<DisabledUserTable.User> in(DisabledUserTable table) throws SQLException;
    }

    private static void tellAll(KeycloakSessionFactory factory, IdentityEventType type, Search search) {
        List<DisabledUserTable.User> users = KeycloakModelUtils.runJobInTransactionWithResult(
                factory,
                session -> new Database(session).get(connection -> search.in(new DisabledUserTable(connection))));
        // Each by itself: another node may be telling the same one, and then this one fails.
        users.forEach(user -> KeycloakModelUtils.runJobInTransaction(factory, session -> tell(session, type, user)));
    }

    /** As the database says: the user in Keycloak's cache may still be the old one. */
    private static void tell(KeycloakSession session, IdentityEventType type, DisabledUserTable.User user) {
        RealmModel realm = session.realms().getRealm(user.realmId());
        if (realm != null) {
            Draft draft = new Users(session, realm).event(type, user.id());
            Staging.of(session).tell(draft.fact("reason", "found-later"));
        }
    }
}

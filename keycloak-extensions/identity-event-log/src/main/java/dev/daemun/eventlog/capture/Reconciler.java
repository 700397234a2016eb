package dev.daemun.eventlog.capture;

import dev.daemun.eventlog.Database;
import dev.daemun.eventlog.IdentityEventType;
import java.sql.SQLException;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Finds users who were enabled or disabled in a way of which Keycloak has no event, such as by a workflow or by a
 * directory's synchronisation, and records that afterwards.
 */
final class Reconciler {
    private Reconciler() {}

    static void run(KeycloakSessionFactory factory) {
        recordAll(factory, IdentityEventType.DISABLED, DisabledUserTable::disabledWithoutEvent);
        recordAll(factory, IdentityEventType.ENABLED, DisabledUserTable::enabledWithoutEvent);
    }

    /** Some of the table's users. */
    private interface Search {
        List<DisabledUserTable.User> in(DisabledUserTable table) throws SQLException;
    }

    private static void recordAll(KeycloakSessionFactory factory, IdentityEventType type, Search search) {
        List<DisabledUserTable.User> users = KeycloakModelUtils.runJobInTransactionWithResult(
                factory,
                session -> new Database(session).get(connection -> search.in(new DisabledUserTable(connection))));
        // Each in a transaction of its own, because another node may record the same one, and then this one fails.
        users.forEach(user -> KeycloakModelUtils.runJobInTransaction(factory, session -> stage(session, type, user)));
    }

    /** The type comes from the database, because the user in Keycloak's cache may be out of date. */
    private static void stage(KeycloakSession session, IdentityEventType type, DisabledUserTable.User user) {
        RealmModel realm = session.realms().getRealm(user.realmId());
        if (realm != null) {
            Draft draft = new Users(session, realm).event(type, user.id());
            Staging.of(session).stage(draft.fact("reason", "found-later"));
        }
    }
}

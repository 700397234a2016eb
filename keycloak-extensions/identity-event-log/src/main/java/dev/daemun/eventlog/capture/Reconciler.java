package dev.daemun.eventlog.capture;

import dev.daemun.eventlog.Database;
import dev.daemun.eventlog.IdentityEventType;
import dev.daemun.eventlog.Transactions;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Finds users who were enabled or disabled past Keycloak, such as in its database, and records that afterwards. It counts
 * them, because each is one of whom nothing told the log in time.
 */
final class Reconciler {
    private final Transactions transactions;
    private final Clock clock;
    private final Counter found;
    private final Recording recording;

    Reconciler(Transactions transactions, MeterRegistry metrics) {
        this(transactions, Clock.systemUTC(), metrics, Reconciler::stage);
    }

    Reconciler(Transactions transactions, Clock clock, MeterRegistry metrics, Recording recording) {
        this.transactions = transactions;
        this.clock = clock;
        this.found = Counter.builder("daemun.event.log.found")
                .description("Users who were enabled or disabled without the identity event log being told")
                .register(metrics);
        this.recording = recording;
    }

    /** How one user is recorded in a transaction. */
    interface Recording {
        void of(KeycloakSession session, IdentityEventType type, DisabledUserTable.User user);
    }

    /** Some of the table's users. */
    private interface Search {
        List<DisabledUserTable.User> in(DisabledUserTable table) throws SQLException;
    }

    /**
     * Records some of them, each in a transaction of its own: another node may record the same user at the same moment, which
     * makes this node's transaction fail, and that must not keep the other users from being recorded.
     *
     * @param interval how long no other node searches
     */
    void run(Duration interval) {
        boolean turn = transactions.call(session ->
                new Database(session).get(connection -> new Turn(connection).take(clock.instant(), interval)));
        if (!turn) {
            return;
        }
        RuntimeException disabled = recordAll(IdentityEventType.DISABLED, DisabledUserTable::disabledWithoutEvent);
        RuntimeException enabled = recordAll(IdentityEventType.ENABLED, DisabledUserTable::enabledWithoutEvent);
        if (disabled != null) {
            throw disabled;
        } else if (enabled != null) {
            throw enabled;
        }
    }

    /** Returns the last failure, or null. */
    private RuntimeException recordAll(IdentityEventType type, Search search) {
        List<DisabledUserTable.User> users = transactions.call(
                session -> new Database(session).get(connection -> search.in(new DisabledUserTable(connection))));
        RuntimeException failure = null;
        for (DisabledUserTable.User user : users) {
            try {
                transactions.run(session -> recording.of(session, type, user));
                found.increment();
            } catch (RuntimeException e) {
                failure = e;
            }
        }
        return failure;
    }

    /** The type comes from the database, because the user in Keycloak's cache may be out of date. */
    private static void stage(KeycloakSession session, IdentityEventType type, DisabledUserTable.User user) {
        RealmModel realm = session.realms().getRealm(user.realmId());
        if (realm != null) {
            Draft draft = new Users(session, realm).event(type, user.id());
            Staging.of(session).stage(draft.fact("reason", "found"));
        }
    }
}

package dev.daemun.eventlog.capture;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daemun.eventlog.Database;
import dev.daemun.eventlog.IdentityEventType;
import dev.daemun.eventlog.store.EventTable;
import dev.daemun.eventlog.store.NewEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.hibernate.JDBCException;
import org.jboss.logging.Logger;

/** Inserts drafts as rows, in the transaction they belong to. */
final class EventWriter {
    private static final Logger LOG = Logger.getLogger(EventWriter.class);

    private final Database database;

    EventWriter(Database database) {
        this.database = database;
    }

    void write(Collection<Draft> drafts, Actor actor) {
        if (drafts.isEmpty()) {
            return;
        }
        // First, so that of two transactions that change the same thing the one that waits for the other's row lock
        // also
        // inserts its events later.
        database.sendModelChanges();
        List<Draft> ordered = new ArrayList<>(drafts);
        // Keycloak grants the default roles before it reports the new user.
        ordered.sort(Comparator.comparing(draft -> draft.type != IdentityEventType.REGISTERED));
        try {
            database.change(connection -> insert(connection, ordered, actor));
        } catch (JDBCException e) {
            // Keycloak itself may log only what failed while it rolled back. The message stays out, as it may quote the
            // row.
            LOG.errorf(
                    "The identity event log can't be written (SQL state %s), so the change is taken back.",
                    e.getSQLState());
            throw e;
        }
    }

    private static void insert(Connection connection, List<Draft> drafts, Actor actor) throws SQLException {
        List<NewEvent> events = new ArrayList<>();
        for (Draft draft : drafts) {
            if (isNew(connection, draft)) {
                events.add(event(connection, draft, actor));
            }
        }
        if (!events.isEmpty()) {
            new EventTable(connection).insert(events);
        }
    }

    private static boolean isNew(Connection connection, Draft draft) throws SQLException {
        DisabledUserTable disabled = new DisabledUserTable(connection);
        String realm = draft.realmId;
        return switch (draft.type) {
            case DISABLED -> disabled.add(new DisabledUserTable.User(realm, draft.subject));
            case ENABLED -> disabled.remove(new DisabledUserTable.User(realm, draft.subject));
            case DELETED -> {
                disabled.remove(new DisabledUserTable.User(realm, draft.subject));
                yield true;
            }
            case REALM_DELETED -> {
                disabled.removeRealm(realm);
                yield true;
            }
            default -> true;
        };
    }

    private static NewEvent event(Connection connection, Draft draft, Actor actor) throws SQLException {
        String source = draft.source == null ? new EventTable(connection).latestSource(draft.realmId) : draft.source;
        ObjectNode data = draft.data.put("by", actor.by());
        if (actor.userId() != null) {
            data.put("byUserId", actor.userId());
        }
        return new NewEvent(
                UUID.randomUUID().toString(),
                draft.type.id(),
                draft.realmId,
                source == null ? "/realms/" + draft.realmName : source,
                draft.subject,
                draft.partitionKey,
                draft.time,
                data.toString());
    }
}

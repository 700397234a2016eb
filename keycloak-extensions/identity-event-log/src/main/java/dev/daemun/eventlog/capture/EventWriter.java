package dev.daemun.eventlog.capture;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daemun.eventlog.Database;
import dev.daemun.eventlog.store.EventTable;
import dev.daemun.eventlog.store.NewEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
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
        List<Draft> ordered = Ordered.of(drafts);
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
        UserStates states = new UserStates(connection);
        for (Draft draft : drafts) {
            if (states.isNews(draft)) {
                for (Draft part : draft.divided()) {
                    events.add(event(connection, part, actor));
                }
            }
        }
        if (!events.isEmpty()) {
            new EventTable(connection).insert(events);
        }
    }

    private static NewEvent event(Connection connection, Draft draft, Actor actor) throws SQLException {
        String earlier = draft.issuer.isConfigured() ? null : new EventTable(connection).latestIssuer(draft.realmId);
        ObjectNode data = draft.data.put("by", actor.by());
        if (actor.userId() != null) {
            data.put("byUserId", actor.userId());
        }
        return new NewEvent(
                UUID.randomUUID().toString(),
                draft.type().id(),
                draft.realmId,
                draft.issuer.after(earlier),
                draft.subject,
                draft.partitionKey,
                draft.time,
                data.toString(),
                data.path("sid").textValue());
    }
}

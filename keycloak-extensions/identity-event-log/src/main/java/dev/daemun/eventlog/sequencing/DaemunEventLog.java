package dev.daemun.eventlog.sequencing;

import dev.daemun.eventlog.IdentityEvent;
import dev.daemun.eventlog.IdentityEventLog;
import dev.daemun.eventlog.LogState;
import dev.daemun.eventlog.PositionLostException;
import dev.daemun.eventlog.store.Database;
import dev.daemun.eventlog.store.EventTable;
import dev.daemun.eventlog.store.ReaderTable;
import dev.daemun.eventlog.store.SequencerTable;
import java.util.List;
import org.keycloak.models.KeycloakSession;

final class DaemunEventLog implements IdentityEventLog {
    private static final int MOST = 10_000;

    private final Database database;

    DaemunEventLog(KeycloakSession session) {
        this.database = new Database(session);
    }

    @Override
    public List<IdentityEvent> after(long position, int limit) {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("A limit is from 1 to " + MOST + ", not " + limit + ".");
        }
        List<IdentityEvent> events = database.get(connection -> new EventTable(connection).after(position, limit));
        // Asked afterwards: had rows been deleted before the first question, this answer tells it.
        LogState state = state();
        if (position < state.forgotten() || position > state.last()) {
            throw new PositionLostException(position, state);
        }
        return events;
    }

    @Override
    public LogState state() {
        LogState state = database.get(connection -> new SequencerTable(connection).state());
        if (state.logId() != null) {
            return state;
        }
        database.change(connection -> new SequencerTable(connection).nameLog());
        return database.get(connection -> new SequencerTable(connection).state());
    }

    @Override
    public long register(String name, long cursor) {
        return database.get(connection -> new ReaderTable(connection).register(name, cursor));
    }

    @Override
    public void advance(String name, long cursor) {
        if (!database.get(connection -> new ReaderTable(connection).advance(name, cursor))) {
            throw new IllegalArgumentException("No reader " + name + " is registered.");
        }
    }

    @Override
    public void unregister(String name) {
        database.change(connection -> new ReaderTable(connection).unregister(name));
    }

    @Override
    public void close() {
        // The connection is the session's.
    }
}

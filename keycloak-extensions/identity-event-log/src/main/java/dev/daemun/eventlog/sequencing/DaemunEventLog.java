package dev.daemun.eventlog.sequencing;

import dev.daemun.eventlog.Completeness;
import dev.daemun.eventlog.Database;
import dev.daemun.eventlog.IdentityEvent;
import dev.daemun.eventlog.IdentityEventLog;
import dev.daemun.eventlog.LogState;
import java.time.Clock;
import java.util.List;
import org.keycloak.models.KeycloakSession;

/** The log in the database, in the transaction of one session. */
final class DaemunEventLog implements IdentityEventLog {
    private final Database database;

    DaemunEventLog(KeycloakSession session) {
        this.database = new Database(session);
    }

    @Override
    public List<IdentityEvent> after(long position, int limit) {
        return database.get(new CursorRead(position, limit)::on);
    }

    @Override
    public Completeness completeness() {
        return database.get(connection -> new SequencerTable(connection).completeness(Clock.systemUTC()));
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

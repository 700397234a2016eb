package dev.daemun.eventlog.store;

import dev.daemun.eventlog.IdentityEvent;
import dev.daemun.eventlog.LogState;
import dev.daemun.eventlog.PositionLostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What comes after a reader's cursor, without a hole. */
public record CursorRead(long position, int limit) {
    private static final int MOST = 10_000;

    public CursorRead {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("A limit is from 1 to " + MOST + ", not " + limit + ".");
        }
    }

    public List<IdentityEvent> on(Connection connection) throws SQLException {
        List<IdentityEvent> events = new EventTable(connection).after(position, limit);
        // Asked afterwards: had rows been deleted before the first question, this answer tells it.
        LogState state = new SequencerTable(connection).state();
        if (position < state.forgotten() || position > state.last()) {
            throw new PositionLostException(position, state);
        }
        return events;
    }
}

package dev.daemun.eventlog.sequencing;

import dev.daemun.eventlog.IdentityEvent;
import dev.daemun.eventlog.LogState;
import dev.daemun.eventlog.PositionLostException;
import dev.daemun.eventlog.store.EventTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Reads the events after a reader's cursor, none missing. */
record CursorRead(long position, int limit) {
    private static final int MOST = 10_000;

    CursorRead {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("A limit is from 1 to " + MOST + ", not " + limit + ".");
        }
    }

    List<IdentityEvent> on(Connection connection) throws SQLException {
        List<IdentityEvent> events = new EventTable(connection).after(position, limit);
        // Read afterwards, so that it shows whether rows had been deleted before the events were read.
        LogState state = new SequencerTable(connection).state();
        if (position < state.forgotten() || position > state.last()) {
            throw new PositionLostException(position, state);
        }
        return events;
    }
}

package dev.daemun.eventrelay.relay;

import dev.daemun.eventlog.IdentityEvent;
import dev.daemun.eventlog.IdentityEventLog;
import dev.daemun.eventlog.LogState;
import dev.daemun.eventlog.PositionLostException;
import dev.daemun.eventlog.Transactions;
import java.util.List;
import java.util.OptionalLong;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;

/** How far a destination has come in the log. A new destination begins with what happens from now on. */
final class LogCursor {
    private static final Logger LOG = Logger.getLogger(LogCursor.class);
    private static final int BATCH = 100;

    private final Transactions transactions;
    private final String destination;
    private final String reader;
    // Known as long as this node has the lease, because no other node moves the cursor meanwhile.
    private OptionalLong known = OptionalLong.empty();

    LogCursor(Transactions transactions, String destination) {
        this.transactions = transactions;
        this.destination = destination;
        this.reader = "event-relay/" + destination;
    }

    /**
     * The next events.
     *
     * @param after the position before the first of them
     * @param last the log's highest position
     * @param logId tells this log from another, such as one that was restored from a backup
     */
    record Batch(long after, List<IdentityEvent> events, long last, String logId) {}

    Batch next() {
        Batch batch = transactions.call(this::read);
        known = OptionalLong.of(batch.after());
        return batch;
    }

    /** Remembers that everything up to a position was dealt with, and stores it. */
    void store(long position) {
        if (known.isEmpty() || known.getAsLong() != position) {
            transactions.run(session -> log(session).advance(reader, position));
        }
        known = known.isEmpty() ? known : OptionalLong.of(position);
    }

    /** Has the cursor read from the database again, since another node may have moved it. */
    void forget() {
        known = OptionalLong.empty();
    }

    private Batch read(KeycloakSession session) {
        IdentityEventLog log = log(session);
        LogState state = log.state();
        long cursor = known.isPresent() ? known.getAsLong() : log.register(reader, state.last());
        try {
            return new Batch(cursor, log.after(cursor, BATCH), state.last(), state.logId());
        } catch (PositionLostException e) {
            return startOver(log, cursor);
        }
    }

    private Batch startOver(IdentityEventLog log, long lost) {
        LogState state = log.state();
        if (lost > state.last()) {
            LOG.errorf(
                    "The identity event log is older than the cursor of %s, as after a backup was restored:"
                            + " it gets again all that the log holds.",
                    destination);
        } else {
            LOG.errorf(
                    "%s was away for longer than the identity event log keeps events: it does not get those between the"
                            + " positions %d and %d.",
                    destination, lost, state.forgotten());
        }
        // Not advanced, as a cursor never goes back.
        log.unregister(reader);
        log.register(reader, state.forgotten());
        return new Batch(state.forgotten(), log.after(state.forgotten(), BATCH), state.last(), state.logId());
    }

    private static IdentityEventLog log(KeycloakSession session) {
        return session.getProvider(IdentityEventLog.class);
    }
}

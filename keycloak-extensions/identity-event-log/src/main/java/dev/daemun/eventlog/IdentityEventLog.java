package dev.daemun.eventlog;

import java.util.List;
import org.keycloak.provider.Provider;

/**
 * What a reader inside Keycloak sees of the log, in the transaction of one Keycloak session. A reader keeps a cursor,
 * the position of the last event that it has dealt with, and asks for what comes after it:
 *
 * <pre>{@code
 * List<IdentityEvent> events = session.getProvider(IdentityEventLog.class).after(cursor, 100);
 * }</pre>
 *
 * <p>Positions are given out after commit and in one place, so an event never appears below one that was already seen: a
 * reader that moves its cursor to the position of the last event never skips one and never sees one twice.
 *
 * <p>To be woken by new events, see {@link IdentityEventLogFactory#subscribe(Runnable)}.
 */
public interface IdentityEventLog extends Provider {
    /**
     * The events after a position, the oldest first.
     *
     * @param position the reader's cursor, 0 for a reader that begins with the first event ever
     * @param limit at most so many, from 1 to 10,000
     * @throws PositionLostException when events after that position are already deleted, or when the position was never
     *     given out, as after a restore from an older backup: the reader must start over
     */
    List<IdentityEvent> after(long position, int limit);

    /** What the log holds now. */
    LogState state();

    /**
     * Makes a reader known, whose events are then kept until it has dealt with them, within the limit that the log's
     * configuration sets. A reader that is already known keeps its cursor.
     *
     * @param name up to 255 characters, chosen by the reader's module and stable over restarts
     * @param cursor where a new reader starts: it will be given the events after this position
     * @return the reader's cursor
     */
    long register(String name, long cursor);

    /**
     * Stores a reader's cursor, which never goes back.
     *
     * @throws IllegalArgumentException when no reader of that name is registered
     */
    void advance(String name, long cursor);

    /** Forgets a reader, so that nothing is kept for it any more. */
    void unregister(String name);
}

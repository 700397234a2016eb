package dev.daemun.eventlog;

import java.util.List;
import org.keycloak.provider.Provider;

/**
 * The log as a reader inside Keycloak sees it, in the transaction of one Keycloak session. A reader has a cursor, which is
 * the position of the last event that it has processed, and asks for the events after it:
 *
 * <pre>{@code
 * List<IdentityEvent> events = session.getProvider(IdentityEventLog.class).after(cursor, 100);
 * }</pre>
 *
 * <p>Positions are given out after the commit and by one node at a time, so no event ever appears below one that a reader
 * has seen already: a reader that moves its cursor to the position of the last event skips none and sees none twice.
 *
 * <p>To be woken by new events, see {@link IdentityEventLogFactory#subscribe(Runnable)}.
 */
public interface IdentityEventLog extends Provider {
    /**
     * The events after a position, the oldest first.
     *
     * @param position the reader's cursor; 0 to begin with the first event ever
     * @param limit how many events at most, from 1 to 10,000
     * @throws PositionLostException when events after that position are already deleted, or when the position was never
     *     given out, as after a restore from an older backup: the reader must start over
     */
    List<IdentityEvent> after(long position, int limit);

    /**
     * Up to which moment everything committed has a position. A reader that asks this first, and then reads the events to their end
     * in the same or a later transaction, knows everything that was committed before that moment.
     */
    Completeness completeness();

    /** What the log holds now. */
    LogState state();

    /**
     * Registers a reader. From then on events are kept until it has processed them, but not longer than the log's option
     * {@code retention-limit} says. A reader that is registered already keeps its cursor.
     *
     * @param name up to 255 characters, chosen by the reader's module and stable over restarts
     * @param cursor where a new reader begins: it gets the events after this position
     * @return the reader's cursor
     */
    long register(String name, long cursor);

    /**
     * Stores a reader's cursor. A smaller one than the stored one is ignored.
     *
     * @throws IllegalArgumentException when no reader of that name is registered
     */
    void advance(String name, long cursor);

    /** Forgets a reader and its cursor, so that no event is kept for it any more. */
    void unregister(String name);
}

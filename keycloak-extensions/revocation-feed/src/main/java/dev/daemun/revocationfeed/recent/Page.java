package dev.daemun.revocationfeed.recent;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.daemun.revocationfeed.withdrawal.Withdrawal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.keycloak.util.JsonSerialization;

/**
 * One answer of the feed.
 *
 * @param cursor where the next page begins
 * @param caughtUp whether there was nothing after this page when it was made
 * @param completeUntil in milliseconds since 1970: everything committed before, by the database's clock, is in this answer and
 *     those before it; null where there is more
 * @param logId of the log, where {@code position} is set
 * @param position everything up to this one in the log is in this answer and those before it; null where there is more
 * @param withdrawals in the order of their positions
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Page(
        Cursor cursor,
        boolean caughtUp,
        Long completeUntil,
        String logId,
        Long position,
        List<Withdrawal> withdrawals) {
    /** A page after which there is more. */
    public static Page full(Cursor next, List<Withdrawal> withdrawals) {
        return new Page(next, false, null, null, null, withdrawals);
    }

    /** A page after which there is nothing. */
    public static Page last(Cursor cursor, Instant completeUntil, List<Withdrawal> withdrawals) {
        long position = cursor.seen() == 0 ? cursor.position() : cursor.position() - 1;
        return new Page(cursor, true, completeUntil.toEpochMilli(), cursor.logId(), position, withdrawals);
    }

    /** Whether it contains a withdrawal, or there is something after it. */
    public boolean hasMore() {
        return !withdrawals.isEmpty() || !caughtUp;
    }

    /** As an answer contains it, or an event of a stream, or a record of a topic. */
    public String json() {
        try {
            return JsonSerialization.writeValueAsString(this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

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
 * @param withdrawals in the order of their positions
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Page(String cursor, boolean caughtUp, Long completeUntil, List<Withdrawal> withdrawals) {
    /** A page after which there is more. */
    static Page full(Cursor next, List<Withdrawal> withdrawals) {
        return new Page(next.toString(), false, null, withdrawals);
    }

    /** A page after which there is nothing. */
    public static Page last(String cursor, Instant completeUntil, List<Withdrawal> withdrawals) {
        return new Page(cursor, true, completeUntil.toEpochMilli(), withdrawals);
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

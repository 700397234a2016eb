package dev.daemun.resourceserver.withdrawal;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * An answer of the feed over HTTP, or a record of its topic.
 *
 * @param cursor where the next one begins
 * @param caughtUp whether there was nothing more at that moment
 * @param completeUntil in milliseconds since 1970: whatever the issuer had committed before is in this page and those before it
 * @param logId which log of the issuer {@code position} is of
 * @param position whatever the issuer's log has up to this position is in this page and those before it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record FeedPage(
        @Nullable String cursor,
        boolean caughtUp,
        @Nullable Long completeUntil,
        @Nullable String logId,
        @Nullable Long position,
        @Nullable List<@Nullable Withdrawal> withdrawals) {
    /** The moment until which everything is known with this page; null where it does not say, or there is more. */
    @Nullable
    Instant asOf() {
        return caughtUp && completeUntil != null ? Instant.ofEpochMilli(completeUntil) : null;
    }

    /** The place in the issuer's log up to which everything is known with this page; null where it does not say, or there is more. */
    @Nullable
    LogPosition reached() {
        return caughtUp && logId != null && position != null ? new LogPosition(logId, position) : null;
    }

    /** Reads a page; null where it is none, or has an entry that is none. */
    static @Nullable FeedPage read(byte[] json) {
        try {
            FeedPage page = Json.MAPPER.readValue(json, FeedPage.class);
            return page != null && page.cursor != null && page.withdrawals != null && !page.withdrawals.contains(null)
                    ? page
                    : null;
        } catch (JacksonException e) {
            return null;
        }
    }
}

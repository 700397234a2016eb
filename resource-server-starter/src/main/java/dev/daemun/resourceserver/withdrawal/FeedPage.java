package dev.daemun.resourceserver.withdrawal;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * An answer of the feed over HTTP, or a record of its topic.
 *
 * @param cursor where the next one begins
 * @param caughtUp whether there was nothing more at that moment
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record FeedPage(
        @Nullable String cursor, boolean caughtUp, @Nullable List<@Nullable Withdrawal> withdrawals) {
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

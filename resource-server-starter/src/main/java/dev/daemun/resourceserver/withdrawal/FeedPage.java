package dev.daemun.resourceserver.withdrawal;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer of the feed over HTTP, or a record of its topic.
 *
 * @param cursor where the next one begins
 * @param caughtUp whether there was nothing more at that moment
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record FeedPage(
        @Nullable String cursor, boolean caughtUp, @Nullable List<@Nullable Withdrawal> withdrawals) {}

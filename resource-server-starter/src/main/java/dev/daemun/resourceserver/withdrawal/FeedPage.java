package dev.daemun.resourceserver.withdrawal;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * An answer of the feed over HTTP, or a record of its topic.
 *
 * @param cursor where the next one begins
 * @param caughtUp whether there was nothing more at that moment
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record FeedPage(String cursor, boolean caughtUp, List<Withdrawal> withdrawals) {}

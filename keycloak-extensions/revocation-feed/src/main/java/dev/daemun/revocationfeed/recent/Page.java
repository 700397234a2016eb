package dev.daemun.revocationfeed.recent;

import dev.daemun.revocationfeed.withdrawal.Withdrawal;
import java.util.List;

/**
 * One answer of the feed.
 *
 * @param cursor where the next page begins
 * @param caughtUp whether there was nothing after this page when it was made
 * @param withdrawals in the order of their positions
 */
public record Page(String cursor, boolean caughtUp, List<Withdrawal> withdrawals) {}

package dev.daemun.revocationfeed.recent;

import dev.daemun.revocationfeed.withdrawal.Withdrawal;
import java.util.List;

/**
 * Part of the feed.
 *
 * @param cursor where the next one begins
 * @param caughtUp whether there is nothing more just now
 * @param withdrawals by position
 */
public record Page(String cursor, boolean caughtUp, List<Withdrawal> withdrawals) {}

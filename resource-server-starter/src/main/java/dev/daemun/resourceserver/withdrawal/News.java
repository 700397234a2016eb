package dev.daemun.resourceserver.withdrawal;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came from the feed in one piece.
 *
 * @param cursor where the next piece begins
 * @param withdrawals that came
 * @param asOf everything that the issuer had committed until then is known with this piece and those before it; null where there
 *     may be more, or nobody says so
 * @param reached the place in the issuer's log up to which the same is true
 */
record News(
        String cursor,
        List<Withdrawal> withdrawals,
        @Nullable Instant asOf,
        @Nullable LogPosition reached) {
    /** News that say nothing of a place in the log. */
    News(String cursor, List<Withdrawal> withdrawals, @Nullable Instant asOf) {
        this(cursor, withdrawals, asOf, null);
    }
}

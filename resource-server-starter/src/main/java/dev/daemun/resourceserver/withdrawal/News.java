package dev.daemun.resourceserver.withdrawal;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the feed has told.
 *
 * @param cursor where the next begins
 * @param withdrawals that came
 * @param asOf everything withdrawn until then is known with this; null where there may be more
 */
record News(
        String cursor,
        List<Withdrawal> withdrawals,
        @Nullable Instant asOf) {}

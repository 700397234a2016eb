package dev.daemun.resourceserver.withdrawal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A road by which withdrawals are heard of. For one thread. */
interface Feed extends AutoCloseable {
    /**
     * Reads on.
     *
     * @param cursor of the news before, or null for all that still matters
     * @param patience how long to wait for something new
     */
    News read(@Nullable String cursor, Duration patience) throws FeedException, InterruptedException;

    /** What somebody has to see to where this service is refused, to follow "until". */
    String mend();

    @Override
    default void close() {}
}

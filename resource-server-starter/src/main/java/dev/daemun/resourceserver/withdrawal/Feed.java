package dev.daemun.resourceserver.withdrawal;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A way by which withdrawals reach this service. Used by one thread only. */
interface Feed extends AutoCloseable {
    /**
     * Reads on, and waits for something to read for a bounded time.
     *
     * @param cursor of the news before, or null for all withdrawals that still matter
     * @return null when nothing at all came, not even the word that there is nothing new
     * @throws LostCursorException when the cursor leads nowhere
     * @throws dev.daemun.resourceserver.issuer.MisconfiguredException when somebody has to change the configuration
     * @throws IOException when it could not be read; it may be tried again
     */
    @Nullable
    News read(@Nullable String cursor) throws IOException, InterruptedException;

    /** What is read, as the subject of a sentence. */
    String name();

    @Override
    default void close() {}
}

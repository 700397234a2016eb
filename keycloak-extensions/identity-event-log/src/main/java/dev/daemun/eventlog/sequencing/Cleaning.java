package dev.daemun.eventlog.sequencing;

import dev.daemun.eventlog.Database;
import dev.daemun.eventlog.RepeatedWork.Next;
import dev.daemun.eventlog.Transactions;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Deletes events that were kept long enough. */
final class Cleaning {
    private static final Logger LOG = Logger.getLogger(Cleaning.class);
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final Transactions transactions;
    private final Retention retention;
    private final Clock clock;

    Cleaning(Transactions transactions, Retention retention, Clock clock) {
        this.transactions = transactions;
        this.retention = retention;
        this.clock = clock;
    }

    /** Deletes one batch, since a long transaction would hold the sequencer's lock and so delay new positions. */
    Next round() {
        Retention.Result result = transactions.call(
                session -> new Database(session).get(connection -> retention.deleteBatch(connection, clock.instant())));
        result.robbed()
                .ifPresent(reader -> LOG.warnf(
                        "Events were deleted that the reader %s of the identity event log has not read, because they"
                                + " were older than retention-limit: it must start over.",
                        reader));
        return result.mayBeMore() ? Next.atOnce() : Next.onNudge(INTERVAL);
    }
}

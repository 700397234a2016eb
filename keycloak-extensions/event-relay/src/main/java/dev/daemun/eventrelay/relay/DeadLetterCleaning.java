package dev.daemun.eventrelay.relay;

import dev.daemun.eventlog.RepeatedWork.Next;
import dev.daemun.eventlog.Transactions;
import dev.daemun.eventrelay.deadletter.DeadLetterTable;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Deletes dead letters that nobody has looked after for ninety days. Each node does it; only the first finds any. */
final class DeadLetterCleaning {
    private static final Logger LOG = Logger.getLogger(DeadLetterCleaning.class);
    private static final Duration KEPT = Duration.ofDays(90);
    private static final Duration INTERVAL = Duration.ofHours(1);

    private final Transactions transactions;
    private final Clock clock;

    DeadLetterCleaning(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    Next round() {
        int deleted = transactions.call(session ->
                new DeadLetterTable(session).removeRefusedBefore(clock.instant().minus(KEPT)));
        if (deleted > 0) {
            LOG.warnf("%d dead letters were deleted, because they were older than %d days.", deleted, KEPT.toDays());
        }
        return Next.onNudge(INTERVAL);
    }
}

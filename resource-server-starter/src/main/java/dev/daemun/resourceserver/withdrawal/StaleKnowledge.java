package dev.daemun.resourceserver.withdrawal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/** What happens while this service has not heard of withdrawals for too long. */
public final class StaleKnowledge {
    private static final Log LOG = LogFactory.getLog(StaleKnowledge.class);

    private final List<String> denied;
    private final Withdrawals withdrawals;
    private final AtomicBoolean told = new AtomicBoolean();

    StaleKnowledge(List<String> denied, Withdrawals withdrawals) {
        this.denied = denied;
        this.withdrawals = withdrawals;
    }

    /** Patterns of the paths that are not served meanwhile; all others are. */
    public List<String> deniedPaths() {
        return denied;
    }

    /** Whether it is so now; the log tells when it begins and when it ends. */
    public boolean now() {
        // Before the first reading nobody is let in at all.
        boolean stale = withdrawals.ready() && withdrawals.stale();
        if (told.compareAndSet(!stale, stale)) {
            Duration age = withdrawals.age();
            if (stale && age != null) {
                LOG.warn("Withdrawn tokens were last heard of " + age.toSeconds() + " s ago: "
                        + (denied.isEmpty() ? "all paths are" : "all paths but " + denied + " are")
                        + " served all the same.");
            } else {
                LOG.info("What is known of withdrawn tokens is fresh again.");
            }
        }
        return stale;
    }
}

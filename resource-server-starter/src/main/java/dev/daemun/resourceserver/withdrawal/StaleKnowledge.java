package dev.daemun.resourceserver.withdrawal;

import java.time.Duration;
import java.util.List;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/** Which paths are not served while too much time has passed since this service knew all withdrawals. */
public final class StaleKnowledge {
    private static final Log LOG = LogFactory.getLog(StaleKnowledge.class);

    private final List<String> denied;
    private final Withdrawals withdrawals;
    private boolean logged;

    StaleKnowledge(List<String> denied, Withdrawals withdrawals) {
        this.denied = denied;
        this.withdrawals = withdrawals;
    }

    /** Patterns of the paths that are not served meanwhile; all others are. */
    public List<String> deniedPaths() {
        return denied;
    }

    /** Whether this service knew enough once, and knows too little now. Before, it accepts no token anyway. */
    public boolean isStale() {
        return withdrawals.ready() && withdrawals.stale();
    }

    /** Logs when the knowledge has become stale or fresh since the last call. For one thread. */
    void logChange() {
        Duration age = withdrawals.age();
        boolean stale = isStale();
        if (age == null || stale == logged) {
            return;
        }
        logged = stale;
        if (stale) {
            LOG.warn("Withdrawals were last known completely " + age.toSeconds() + " s ago: "
                    + (denied.isEmpty() ? "all paths are" : "all paths but " + denied + " are")
                    + " served all the same.");
        } else {
            LOG.info("All withdrawals are known again.");
        }
    }
}

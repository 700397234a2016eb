package dev.daemun.brokering;

import java.util.HashSet;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Logs each kind of failure when it first happens and not again before the work has succeeded, so that an hour without a
 * provider or without a database is one line in the log and not a thousand.
 */
public final class FailureLog {
    private final Logger log;
    private final String recovery;
    private final Set<String> logged = new HashSet<>();

    /**
     * For one kind of work.
     *
     * @param recovery the sentence to log when the work succeeds again
     */
    public FailureLog(Logger log, String recovery) {
        this.log = log;
        this.recovery = recovery;
    }

    /**
     * Logs a failure of a kind that is not logged yet.
     *
     * @param sentence what is logged; the same sentence is the same kind
     */
    public synchronized void failed(String sentence) {
        if (logged.add(sentence)) {
            log.warn(sentence);
        }
    }

    /** Logs that the work succeeds again, where a failure was logged. */
    public synchronized void succeeded() {
        if (!logged.isEmpty()) {
            logged.clear();
            log.info(recovery);
        }
    }
}

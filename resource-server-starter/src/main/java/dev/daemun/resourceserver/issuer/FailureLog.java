package dev.daemun.resourceserver.issuer;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.logging.Log;
import org.jspecify.annotations.Nullable;

/**
 * Logs each kind of failure once until the work succeeds again, however often it is tried meanwhile. Two failures are of one
 * kind when they say the same, details of their causes aside; those that nobody foresaw, when they are of one class.
 */
public final class FailureLog {
    /** No memory grows with failures that each say something else. */
    private static final int MOST_KINDS = 50;

    private final Log log;
    private final String consequence;
    private final String recovery;
    private final Set<Object> logged = ConcurrentHashMap.newKeySet();
    private volatile @Nullable String current;

    /**
     * A log of one piece of work.
     *
     * @param log to write to
     * @param consequence what a failure means meanwhile: a sentence
     * @param recovery what is logged when the work succeeds after failures: a sentence
     */
    public FailureLog(Log log, String consequence, String recovery) {
        this.log = log;
        this.consequence = consequence;
        this.recovery = recovery;
    }

    /** The work failed. */
    public void failed(Throwable failure) {
        boolean foreseen = failure instanceof IOException && failure.getMessage() != null;
        String sentence = LogText.sentence(foreseen ? failure.getMessage() : failure) + causeOf(failure);
        current = sentence;
        Object kind = foreseen ? failure.getMessage() : failure.getClass();
        if (logged.size() >= MOST_KINDS || !logged.add(kind)) {
            return;
        }
        String message = sentence + ". " + consequence;
        if (!foreseen) {
            log.error(message, failure);
        } else if (failure instanceof MisconfiguredException) {
            log.error(message);
        } else {
            log.warn(message);
        }
    }

    /** The work succeeded. */
    public void succeeded() {
        if (current != null) {
            current = null;
            logged.clear();
            log.info(recovery);
        }
    }

    /** What failed last, or null when nothing has failed since the work last succeeded. */
    public @Nullable String current() {
        return current;
    }

    private static String causeOf(Throwable failure) {
        return failure.getCause() == null ? "" : " (" + LogText.sentence(failure.getCause()) + ")";
    }
}

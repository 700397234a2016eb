package dev.daemun.eventlog;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Logs the failures of work that is repeated until it succeeds: each kind of failure once, until a success. Without it a
 * database that is away for an hour would fill the log, and a second, different failure would never be seen behind the
 * first. For use by one thread.
 */
public final class FailureLog {
    private static final int MOST_KINDS = 100;

    private final Logger log;
    private final String what;
    private final Set<String> kinds = new HashSet<>();

    /**
     * The failures of one kind of work.
     *
     * @param log of the class that does the work
     * @param what begins the sentences that are logged, such as "Delivering events to webhook/members"
     */
    public FailureLog(Logger log, String what) {
        this.log = log;
        this.what = what;
    }

    /** Logs a failure with its stack trace, where none of its kind was logged since the last success. */
    public void failed(Throwable failure) {
        String kind = kind(failure);
        if (isNew(kind)) {
            log.errorf(failure, "%s failed (%s) and is tried again until it succeeds.", what, kind);
        }
    }

    /**
     * Logs a failure that is no exception, or whose text may be secret, where none of its kind was logged since the last
     * success.
     *
     * @param kind what the other side answered, in a few words
     */
    public void failed(String kind) {
        if (isNew(kind)) {
            log.warnf("%s failed (%s) and is tried again until it succeeds.", what, kind);
        }
    }

    /** Logs that the work succeeds again, where a failure was logged before. */
    public void succeeded() {
        if (!kinds.isEmpty()) {
            kinds.clear();
            log.infof("%s succeeds again.", what);
        }
    }

    /** The kind of an exception: its class and those of its causes, but nothing of its text. */
    public static String kind(Throwable failure) {
        Set<String> names = new LinkedHashSet<>();
        Throwable cause = failure;
        // A set, and a limit by it: causes may form a circle.
        while (cause != null && names.add(cause.getClass().getSimpleName())) {
            cause = cause.getCause();
        }
        return String.join(", caused by ", names);
    }

    private boolean isNew(String kind) {
        return kinds.size() < MOST_KINDS && kinds.add(kind);
    }
}

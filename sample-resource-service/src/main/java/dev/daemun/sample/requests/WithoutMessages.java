package dev.daemun.sample.requests;

import org.jspecify.annotations.Nullable;

/** A failure for the log: where it happened, without its messages, since those may quote the request. */
final class WithoutMessages extends Throwable {
    private static final int DEEPEST_CAUSE = 10;
    private static final long serialVersionUID = 1L;

    private WithoutMessages(Throwable failure, @Nullable Throwable cause) {
        super(failure.getClass().getName(), cause, false, true);
        setStackTrace(failure.getStackTrace());
    }

    static WithoutMessages of(Throwable failure) {
        return of(failure, DEEPEST_CAUSE);
    }

    private static WithoutMessages of(Throwable failure, int deeper) {
        Throwable cause = failure.getCause();
        return new WithoutMessages(failure, cause == null || deeper == 0 ? null : of(cause, deeper - 1));
    }
}

package dev.daemun.eventlog;

/** Thrown where the log can't continue from a reader's cursor, so that the reader has to start over. */
public final class PositionLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient LogState state;

    /** For a cursor and what the log holds. */
    public PositionLostException(long position, LogState state) {
        super("The log can't continue after position " + position + ": it holds what comes after " + state.forgotten()
                + ", up to " + state.last() + ".");
        this.state = state;
    }

    /** What the log holds instead. */
    public LogState state() {
        return state;
    }
}

package dev.daemun.eventlog;

/** The log can't continue from a reader's cursor: the reader has to start over. */
public final class PositionLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient LogState state;

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

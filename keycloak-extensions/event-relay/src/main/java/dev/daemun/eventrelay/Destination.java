package dev.daemun.eventrelay;

/** Where events go. Called by one thread at a time, which is its own: it may take its time, and must not take for ever. */
public interface Destination extends AutoCloseable {
    /** Stable over restarts: cursors and dead letters are kept under it. */
    String name();

    /** Which events are to go there at all. */
    Selection selection();

    /** Delivers one event, or says what became of it. */
    Outcome deliver(Letter letter) throws InterruptedException;

    @Override
    void close();
}

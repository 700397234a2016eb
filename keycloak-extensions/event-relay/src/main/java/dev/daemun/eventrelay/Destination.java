package dev.daemun.eventrelay;

/** Where events are delivered to. One thread calls it, which it has for itself. */
public interface Destination extends AutoCloseable {
    /**
     * Such as {@code webhook/members}, up to 200 characters. It stays the same over restarts, because the cursor and the
     * dead letters are stored under it.
     */
    String name();

    /** Which events are delivered there at all. */
    Selection selection();

    /**
     * Delivers one event. It must return within a few seconds, whatever the other side does: until then nothing else is
     * delivered there, and another node takes over after fifteen.
     *
     * @throws InterruptedException when Keycloak stops meanwhile
     */
    Outcome deliver(Letter letter) throws InterruptedException;

    /** Called once, after the last delivery and on the same thread. */
    @Override
    void close();
}

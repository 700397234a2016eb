package dev.daemun.eventrelay;

import java.util.ArrayList;
import java.util.List;

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

    /**
     * How many events {@link #deliverAll} may be given at once, one at least. More than one is for a destination that can take further events
     * before it has answered for the first.
     */
    default int mostAtOnce() {
        return 1;
    }

    /**
     * Delivers several events, within the time that {@link #deliver} has for one. No two of them have the same key, so they may arrive in any
     * order, and one may be refused while the others are taken. After the first that found the destination {@linkplain Outcome.Kind#AWAY away},
     * the relay delivers that event and all behind it again, those as well that the destination has taken.
     *
     * @return how the delivery of each ended, in the order of the letters
     * @throws InterruptedException when Keycloak stops meanwhile
     */
    default List<Outcome> deliverAll(List<Letter> letters) throws InterruptedException {
        List<Outcome> outcomes = new ArrayList<>();
        for (Letter letter : letters) {
            outcomes.add(deliver(letter));
        }
        return outcomes;
    }

    /** Called once, after the last delivery and on the same thread. */
    @Override
    void close();
}

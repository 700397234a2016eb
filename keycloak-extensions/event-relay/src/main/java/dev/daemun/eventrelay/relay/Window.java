package dev.daemun.eventrelay.relay;

import dev.daemun.eventlog.IdentityEvent;
import dev.daemun.eventrelay.Letter;
import dev.daemun.eventrelay.Selection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Events that follow each other in the log, of which those that the destination asked for may be delivered at once, because no two of them
 * have the same key.
 *
 * @param events all of them
 * @param letters those that are to be delivered
 * @param places the place of each letter's event among the events
 */
record Window(List<IdentityEvent> events, List<Letter> letters, List<Integer> places) {
    /**
     * The longest at the beginning of these events.
     *
     * @param most letters that it may have
     */
    static Window of(List<IdentityEvent> events, String logId, Selection selection, int most) {
        List<Letter> letters = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < events.size(); i++) {
            Letter letter = CloudEventJson.of(events.get(i), logId);
            if (selection.has(events.get(i).type(), letter.realm())) {
                if (!keys.add(letter.key())) {
                    return new Window(events.subList(0, i), letters, places);
                }
                letters.add(letter);
                places.add(i);
                if (letters.size() == most) {
                    return new Window(events.subList(0, i + 1), letters, places);
                }
            }
        }
        return new Window(events, letters, places);
    }

    int size() {
        return events.size();
    }

    /** The event of a letter. */
    IdentityEvent event(int letter) {
        return events.get(eventsBefore(letter));
    }

    /** How many events come before that of a letter. */
    int eventsBefore(int letter) {
        return places.get(letter);
    }
}

package dev.daemun.eventlog.capture;

import dev.daemun.eventlog.IdentityEventType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The events of one transaction, each change once, in the order in which they happened. */
final class Drafts {
    private final Map<String, Draft> waiting = new LinkedHashMap<>();
    private final List<Draft> inserted = new ArrayList<>();

    /** Adds an event; it takes the place of another about the same change. */
    void add(Draft draft) {
        if (draft.type() == IdentityEventType.REALM_DELETED) {
            // Keycloak removes everything in the realm first, and reports each removal.
            waiting.values().removeIf(other -> other.realmId.equals(draft.realmId));
        }
        // Removed first, so that it comes after what happened in between: granted, revoked, granted ends as granted.
        waiting.remove(draft.key());
        waiting.put(draft.key(), draft);
    }

    boolean has(Predicate<Draft> fits) {
        return Stream.concat(inserted.stream(), waiting.values().stream()).anyMatch(fits);
    }

    Collection<Draft> notInserted() {
        return waiting.values();
    }

    void inserted() {
        inserted.addAll(waiting.values());
        waiting.clear();
    }
}

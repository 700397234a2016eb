package dev.daemun.eventlog.capture;

import static dev.daemun.eventlog.IdentityEventType.DELETED;
import static dev.daemun.eventlog.IdentityEventType.REGISTERED;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** Events in the order in which they happened, where Keycloak reports them in another one. */
final class Ordered {
    private Ordered() {}

    /**
     * Keycloak grants the default roles before it reports the new user. So a new user comes before all else about that user,
     * but after the deletion of the one whose id it has.
     */
    static List<Draft> of(Collection<Draft> drafts) {
        List<Draft> ordered = new ArrayList<>();
        for (Draft draft : drafts) {
            if (draft.type() == REGISTERED) {
                ordered.add(place(ordered, draft.subject), draft);
            } else {
                ordered.add(draft);
            }
        }
        return ordered;
    }

    private static int place(List<Draft> ordered, String user) {
        int place = ordered.size();
        for (int i = ordered.size() - 1; i >= 0; i--) {
            Draft earlier = ordered.get(i);
            if (Objects.equals(earlier.subject, user)) {
                if (earlier.type() == DELETED) {
                    return i + 1;
                }
                place = i;
            }
        }
        return place;
    }
}

package dev.daemun.eventlog.capture;

import java.util.List;
import org.keycloak.events.admin.AdminEvent;

/** What an admin event is about, such as {@code users/<id>/logout}. */
record ResourcePath(List<String> steps) {
    static ResourcePath of(AdminEvent event) {
        String path = event.getResourcePath();
        return new ResourcePath(path == null || path.isEmpty() ? List.of() : List.of(path.split("/", -1)));
    }

    boolean isEmpty() {
        return steps.isEmpty();
    }

    boolean is(String only) {
        return steps.equals(List.of(only));
    }

    /** Empty where the path is shorter. */
    String step(int index) {
        return index < steps.size() ? steps.get(index) : "";
    }

    int indexOf(String step) {
        return steps.indexOf(step);
    }

    /** The steps from one to before another, joined: a role's name may contain slashes. */
    String between(int from, int to) {
        return String.join("/", steps.subList(from, to));
    }

    int size() {
        return steps.size();
    }
}

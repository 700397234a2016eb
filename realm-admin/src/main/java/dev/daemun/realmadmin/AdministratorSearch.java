package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Finds who has the role of an administrator in the realm master: by themselves, by another role of that realm that
 * contains it, or by a group, or one above it, that has either. It does not look at roles of clients that contain it.
 */
final class AdministratorSearch {
    /** Without these limits Keycloak would answer only the first hundred. */
    private static final String ALL = "?first=0&max=10000";

    private final Function<String, JsonNode> master;
    private final Map<String, JsonNode> users = new TreeMap<>();
    private final Set<String> groups = new LinkedHashSet<>();

    /** @param master what the realm master answers, by the path below its address */
    AdministratorSearch(Function<String, JsonNode> master) {
        this.master = master;
    }

    List<Administrator> find() {
        for (String role : roles()) {
            add("/roles/" + RealmServer.encoded(role) + "/users" + ALL);
            read("/roles/" + RealmServer.encoded(role) + "/groups" + ALL).forEach(this::addGroup);
        }
        return users.values().stream().map(this::administrator).toList();
    }

    private Set<String> roles() {
        Set<String> found = new TreeSet<>(Set.of(Administrators.ROLE));
        Map<String, Set<String>> contents = new TreeMap<>();
        for (JsonNode role : read("/roles" + ALL)) {
            if (role.path("composite").asBoolean()) {
                String name = role.path("name").asText();
                Set<String> inside = contents.computeIfAbsent(name, any -> new TreeSet<>());
                read("/roles/" + RealmServer.encoded(name) + "/composites/realm")
                        .forEach(one -> inside.add(one.path("name").asText()));
            }
        }
        boolean more = true;
        while (more) {
            more = false;
            for (Map.Entry<String, Set<String>> role : contents.entrySet()) {
                if (role.getValue().stream().anyMatch(found::contains)) {
                    more |= found.add(role.getKey());
                }
            }
        }
        return found;
    }

    private void addGroup(JsonNode group) {
        String id = group.path("id").asText();
        if (groups.add(id)) {
            add("/groups/" + id + "/members" + ALL);
            read("/groups/" + id + "/children" + ALL).forEach(this::addGroup);
        }
    }

    private void add(String path) {
        read(path).forEach(user -> users.put(user.path("username").asText(), user));
    }

    private Administrator administrator(JsonNode user) {
        Set<String> credentials = new TreeSet<>();
        read("/users/" + user.path("id").asText() + "/credentials")
                .forEach(one -> credentials.add(one.path("type").asText()));
        return new Administrator(
                user.path("username").asText(),
                user.path("enabled").asBoolean(),
                credentials,
                user.hasNonNull("federationLink"));
    }

    private JsonNode read(String path) {
        return master.apply(path);
    }
}

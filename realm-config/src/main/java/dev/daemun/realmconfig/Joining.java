package dev.daemun.realmconfig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds pieces to a realm: objects are joined member by member, lists grow. Two files that say the same thing are a mistake,
 * unless the second belongs to an overlay, which may change what is there.
 */
final class Joining {
    private final Sources sources;
    private final List<String> problems;
    private final boolean mayChange;

    Joining(Sources sources, List<String> problems, boolean mayChange) {
        this.sources = sources;
        this.problems = problems;
        this.mayChange = mayChange;
    }

    void add(ObjectNode realm, ObjectNode piece) {
        piece.remove("$schema");
        piece.properties().forEach(member -> {
            String name = member.getKey();
            JsonNode there = realm.get(name);
            JsonNode added = member.getValue();
            if (there instanceof ObjectNode object && added instanceof ObjectNode more) {
                add(object, more);
            } else if (there instanceof ArrayNode list && added instanceof ArrayNode more) {
                add(list, more);
            } else {
                if (there != null && !mayChange) {
                    problems.add(sources.of(sources.knows(added) ? added : piece) + ": \"" + name
                            + "\" is stated by another file too"
                            + (sources.knows(there) ? ", at " + sources.of(there) : "") + ": keep one of them.");
                }
                realm.set(name, added);
            }
        });
    }

    private void add(ArrayNode list, ArrayNode more) {
        Map<String, JsonNode> byName = new HashMap<>();
        list.forEach(one -> byName.put(name(one), one));
        for (JsonNode one : more) {
            JsonNode there = byName.get(name(one));
            if (name(one).isEmpty() || there == null) {
                list.add(one);
            } else if (there instanceof ObjectNode object && one instanceof ObjectNode changed) {
                if (!mayChange) {
                    problems.add(sources.of(one) + ": \"" + name(one) + "\" is defined in " + sources.of(there)
                            + " already: give it another name, or keep one of them.");
                }
                add(object, changed);
            }
        }
    }

    /** What an element of a list is told from the others by; nothing for steps of flows and the like. */
    static String name(JsonNode element) {
        if (element.isTextual()) {
            return element.asText();
        }
        for (String member : List.of("clientId", "username", "alias", "name", "client", "clientScope")) {
            if (element.path(member).isTextual()) {
                String name = element.path(member).asText();
                return element.has("identityProviderAlias")
                        ? element.path("identityProviderAlias").asText() + "/" + name
                        : name;
            }
        }
        return "";
    }
}

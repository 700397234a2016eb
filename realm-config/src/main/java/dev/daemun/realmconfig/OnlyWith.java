package dev.daemun.realmconfig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * Leaves out the parts of the realm that nobody has set up: an object with the member {@code "$onlyWith": "DAEMUN_NAME"} is dropped from its array or
 * object while that variable is unset or blank.
 */
record OnlyWith(Map<String, String> environment) {
    private static final String MARK = "$onlyWith";

    JsonNode prune(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(MARK);
            object.properties().removeIf(property -> isLeftOut(property.getValue()));
        } else if (node instanceof ArrayNode array) {
            array.removeIf(this::isLeftOut);
        }
        node.forEach(this::prune);
        return node;
    }

    private boolean isLeftOut(JsonNode node) {
        return node.has(MARK)
                && environment.getOrDefault(node.path(MARK).asText(), "").isBlank();
    }
}

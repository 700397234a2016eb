package dev.daemun.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where two representations differ, by the names of their members. Order says nothing, empty is as good as absent, and a secret
 * is as good as another one.
 */
final class ChangedMembers {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Set<String> LEFT_OUT = Set.of("daemun.managed", "secret", "client.secret.creation.time");

    private ChangedMembers() {}

    /** One line for each, such as {@code role member: attributes/floor changed}. */
    static Set<String> of(JsonNode before, JsonNode after, String prefix) {
        Set<String> lines = new TreeSet<>();
        collect(named(before), named(after), "", path -> lines.add(prefix + path + " changed"));
        return lines;
    }

    private interface Found {
        void at(String path);
    }

    private static void collect(JsonNode before, JsonNode after, String path, Found found) {
        if (before.isObject() && after.isObject()) {
            Set<String> names = new TreeSet<>();
            before.fieldNames().forEachRemaining(names::add);
            after.fieldNames().forEachRemaining(names::add);
            names.forEach(name ->
                    collect(before.path(name), after.path(name), path.isEmpty() ? name : path + "/" + name, found));
        } else if (!before.equals(after)) {
            found.at(path);
        }
    }

    /** A copy in which lists are sorted, or become objects where their elements have names. */
    private static JsonNode named(JsonNode node) {
        ObjectNode copy = JSON.createObjectNode();
        if (node.isObject()) {
            node.properties().forEach(member -> add(copy, member.getKey(), member.getValue()));
            return copy;
        }
        if (!node.isArray()) {
            return node;
        }
        List<JsonNode> elements = new ArrayList<>();
        node.forEach(elements::add);
        if (!elements.isEmpty() && elements.stream().allMatch(element -> element.has("name"))) {
            elements.forEach(element -> add(copy, element.path("name").asText(), element));
            return copy;
        }
        elements.sort(Comparator.comparing(JsonNode::toString));
        return JSON.createArrayNode().addAll(elements);
    }

    private static void add(ObjectNode copy, String name, JsonNode value) {
        JsonNode content = named(value);
        boolean isVoid = content.isNull()
                || (content.isContainerNode() && content.isEmpty())
                || (content.isTextual() && content.asText().isEmpty());
        if (!isVoid && !LEFT_OUT.contains(name)) {
            copy.set(name, content);
        }
    }
}

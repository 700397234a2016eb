package dev.daemun.realmadmin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What JSON trees of realms have in common. */
final class Json {
    static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /** @param what whose text it is, for the message */
    static JsonNode parse(String text, String what) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new RealmAdminException(what + " is no JSON.", e);
        }
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array(Iterable<String> values) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        values.forEach(array::add);
        return array;
    }

    /** The strings of an array, sorted; none where there is no array. */
    static Set<String> strings(JsonNode array) {
        Set<String> strings = new TreeSet<>();
        array.forEach(value -> strings.add(value.asText()));
        return strings;
    }

    static List<ObjectNode> objects(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .filter(JsonNode::isObject)
                .map(ObjectNode.class::cast)
                .toList();
    }

    /** A copy of an object with what is in another one over it, and in its objects too. */
    static ObjectNode over(ObjectNode base, JsonNode over) {
        ObjectNode merged = base.deepCopy();
        over.properties().forEach(member -> {
            JsonNode below = merged.get(member.getKey());
            merged.set(
                    member.getKey(),
                    below instanceof ObjectNode inner && member.getValue().isObject()
                            ? over(inner, member.getValue())
                            : member.getValue().deepCopy());
        });
        return merged;
    }

    /** A copy in which each value is a string, as Keycloak keeps attributes and settings of providers. */
    static ObjectNode ofStrings(JsonNode object) {
        ObjectNode copy = object();
        object.properties().forEach(member -> {
            JsonNode value = member.getValue();
            copy.set(
                    member.getKey(),
                    value.isNumber() || value.isBoolean()
                            ? JsonNodeFactory.instance.textNode(value.asText())
                            : value.deepCopy());
        });
        return copy;
    }

    /**
     * A copy in which nothing is stated twice or in vain: Keycloak stores no empty text, list or object, and gives lists of
     * texts in any order.
     */
    static JsonNode canonical(JsonNode node) {
        if (node.isObject()) {
            ObjectNode copy = object();
            node.properties().stream().sorted(Map.Entry.comparingByKey()).forEach(member -> {
                JsonNode value = canonical(member.getValue());
                if (!isVoid(value)) {
                    copy.set(member.getKey(), value);
                }
            });
            return copy;
        }
        if (node.isArray()) {
            List<JsonNode> values = StreamSupport.stream(node.spliterator(), false)
                    .map(Json::canonical)
                    .toList();
            if (values.stream().allMatch(JsonNode::isTextual)) {
                return array(values.stream()
                        .map(JsonNode::textValue)
                        .sorted(Comparator.naturalOrder())
                        .collect(Collectors.toCollection(LinkedHashSet::new)));
            }
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            values.forEach(copy::add);
            return copy;
        }
        return node;
    }

    static boolean isVoid(JsonNode node) {
        return node.isNull()
                || node.isMissingNode()
                || (node.isContainerNode() && node.isEmpty())
                || (node.isTextual() && node.textValue().isEmpty());
    }
}

package dev.daemun.eventlog.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Data that are divided where they contain long lists, such as the names of thousands of roles: one event for each part,
 * each with a part of every list. So no event grows beyond {@link #MOST_CHARACTERS}, and readers need no room for more.
 */
final class Parts {
    /** A list in one event, written as JSON. No event has more than two, and all else of one is far shorter. */
    static final int LIST_CHARACTERS = 24_000;

    /** An event's data, written as JSON. */
    static final int MOST_CHARACTERS = 64_000;

    private Parts() {}

    /** The data themselves where they are short enough. */
    static List<ObjectNode> of(ObjectNode data) {
        Map<String, List<ArrayNode>> lists = new LinkedHashMap<>();
        data.properties().forEach(entry -> {
            if (entry.getValue() instanceof ArrayNode list) {
                lists.put(entry.getKey(), pieces(list));
            }
        });
        int parts = lists.values().stream().mapToInt(List::size).max().orElse(1);
        if (parts == 1) {
            return List.of(data);
        }
        List<ObjectNode> all = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            all.add(part(data, lists, i).put("part", i + 1).put("parts", parts));
        }
        return all;
    }

    private static ObjectNode part(ObjectNode data, Map<String, List<ArrayNode>> lists, int index) {
        ObjectNode part = data.objectNode();
        data.properties().forEach(entry -> {
            List<ArrayNode> pieces = lists.get(entry.getKey());
            if (pieces == null) {
                part.set(entry.getKey(), entry.getValue());
            } else {
                part.set(entry.getKey(), index < pieces.size() ? pieces.get(index) : part.arrayNode());
            }
        });
        return part;
    }

    private static List<ArrayNode> pieces(ArrayNode list) {
        List<ArrayNode> pieces = new ArrayList<>();
        ArrayNode piece = list.arrayNode();
        int size = 0;
        for (JsonNode element : list) {
            int length = element.toString().length() + 1;
            if (size + length > LIST_CHARACTERS && !piece.isEmpty()) {
                pieces.add(piece);
                piece = list.arrayNode();
                size = 0;
            }
            piece.add(element);
            size += length;
        }
        pieces.add(piece);
        return pieces;
    }
}

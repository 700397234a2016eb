package dev.daemun.realmconfig;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Parses the files, and remembers the file and the line of each object, list and text in them. */
final class Sources {
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    // By identity: the same text may stand in several places. Numbers, truth values and the empty text are objects
    // that Jackson shares.
    private final IdentityHashMap<JsonNode, String> places = new IdentityHashMap<>();

    /**
     * The object that a file contains.
     *
     * @throws RealmConfigException when it is no JSON, or says the same member twice
     */
    ObjectNode parse(String file, String text) {
        try {
            JsonNode tree = JSON.readTree(text);
            if (!(tree instanceof ObjectNode object)) {
                throw new RealmConfigException(List.of(file + ":1: must contain one JSON object."));
            }
            remember(file, lines(text), JsonPointer.empty(), tree);
            return object;
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new RealmConfigException(List.of(file + ":" + line + ": is no JSON: " + e.getOriginalMessage()));
        } catch (IOException e) {
            throw new IllegalStateException("A text in memory can't be read.", e);
        }
    }

    /** Where it stands, such as {@code services/orders.json:7}. */
    String of(JsonNode node) {
        return places.getOrDefault(node, "the realm");
    }

    boolean knows(JsonNode node) {
        return places.containsKey(node);
    }

    /** Lets a node that was made from another one be found where that one stands. */
    void inherit(JsonNode made, JsonNode from) {
        if (hasPlace(made)) {
            places.putIfAbsent(made, of(from));
        }
        made.forEach(inner -> inherit(inner, from));
    }

    private static boolean hasPlace(JsonNode node) {
        return node.isContainerNode() || (node.isTextual() && !node.asText().isEmpty());
    }

    private void remember(String file, Map<JsonPointer, Integer> lines, JsonPointer pointer, JsonNode node) {
        if (hasPlace(node)) {
            places.put(node, file + ":" + lines.get(pointer));
        }
        node.properties()
                .forEach(member -> remember(file, lines, pointer.appendProperty(member.getKey()), member.getValue()));
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                remember(file, lines, pointer.appendIndex(i), node.get(i));
            }
        }
    }

    private static Map<JsonPointer, Integer> lines(String text) throws IOException {
        Map<JsonPointer, Integer> lines = new HashMap<>();
        try (JsonParser parser = JSON.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token != JsonToken.FIELD_NAME && !token.isStructEnd()) {
                    lines.putIfAbsent(
                            parser.getParsingContext().pathAsPointer(),
                            parser.currentTokenLocation().getLineNr());
                }
            }
        }
        return lines;
    }
}

package dev.daemun.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.stream.StreamSupport;

/** The claims of a JWT, read without verifying it. */
record Claims(JsonNode header, JsonNode payload) {
    static Claims of(String jwt) {
        String[] parts = jwt.split("\\.", -1);
        return new Claims(json(parts[0]), json(parts[1]));
    }

    List<String> names() {
        return payload.propertyStream().map(claim -> claim.getKey()).toList();
    }

    String text(String claim) {
        return payload.path(claim).asText(null);
    }

    long number(String claim) {
        return payload.path(claim).asLong();
    }

    List<String> list(String claim) {
        return texts(payload.path(claim));
    }

    static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static JsonNode json(String part) {
        try {
            return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(part));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

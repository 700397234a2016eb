package dev.daemun.eventrelay;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.keycloak.util.JsonSerialization;

/**
 * An event as it is delivered.
 *
 * @param id of the event, the same at each delivery
 * @param realm the name of its realm
 * @param key events of one key are delivered in their order
 * @param json the event as a CloudEvent in JSON
 */
public record Letter(String id, String realm, String key, String json) {
    /** Reads what {@link #json} holds. */
    public static Letter parse(String json) {
        try {
            JsonNode event = JsonSerialization.mapper.readTree(json);
            return new Letter(
                    event.path("id").asText(),
                    event.path("data").path("realm").asText(),
                    event.path("partitionkey").asText(),
                    json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.daemun.eventrelay;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.keycloak.util.JsonSerialization;

/**
 * An event as it goes out.
 *
 * @param id of the event, the same each time it is sent
 * @param realm the name of its realm
 * @param key events of one key stay in order
 * @param json the event as a CloudEvent in JSON
 */
public record Letter(String id, String realm, String key, String json) {
    /** The letter that was written so. */
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

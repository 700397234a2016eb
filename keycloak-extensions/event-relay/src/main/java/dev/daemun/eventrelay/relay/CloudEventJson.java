package dev.daemun.eventrelay.relay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daemun.eventlog.IdentityEvent;
import dev.daemun.eventrelay.Letter;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.keycloak.util.JsonSerialization;

/**
 * Writes events in CloudEvents' JSON format 1.0. By hand, because Keycloak has no library for it: CloudEvents' own one checks it
 * in this module's tests.
 */
final class CloudEventJson {
    private CloudEventJson() {}

    /**
     * An event as it is delivered.
     *
     * @param logId of the log that its position is of
     */
    static Letter of(IdentityEvent event, String logId) {
        ObjectNode json = JsonSerialization.createObjectNode();
        json.put("specversion", "1.0");
        json.put("id", event.id());
        json.put("source", event.source());
        json.put("type", event.type());
        if (event.subject() != null) {
            json.put("subject", event.subject());
        }
        json.put("time", event.time().toString());
        // A string, as CloudEvents' sequence extension wants it.
        json.put("sequence", Long.toString(event.position()));
        json.put("logid", logId);
        json.put("partitionkey", event.partitionKey());
        json.put("datacontenttype", "application/json");
        try {
            JsonNode data = JsonSerialization.mapper.readTree(event.data());
            json.set("data", data);
            return new Letter(event.id(), data.path("realm").asText(), event.partitionKey(), json.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

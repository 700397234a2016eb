package dev.daemun.eventlog.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.util.JsonSerialization;

/** The JSON of an admin event, which listeners get whether or not the realm stores it. */
record Representation(JsonNode json) {
    static Representation of(AdminEvent event) {
        String text = event.getRepresentation();
        if (text == null) {
            return new Representation(MissingNode.getInstance());
        }
        try {
            return new Representation(JsonSerialization.mapper.readTree(text));
        } catch (IOException e) {
            throw new IllegalArgumentException("Keycloak's " + event.getResourceType() + " event is not JSON.", e);
        }
    }

    boolean flag(String name) {
        return json.path(name).asBoolean();
    }
}

package dev.daemun.realmconfig;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Keycloak's fine-grained admin permissions. It keeps them as the authorization settings of a client, with lists written as
 * texts, and knows the roles and groups of a permission only by their ids. In the files they have names.
 */
record AdminPermissions(ObjectNode realm, Sources sources, List<String> problems) {
    /** The client that Keycloak makes for them (org.keycloak.models.Constants.ADMIN_PERMISSIONS_CLIENT_ID). */
    static final String CLIENT = "admin-permissions";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The list of policies and permissions of a realm that has no such client yet. */
    static ArrayNode policies(ObjectNode realm) {
        return realm.putArray("clients")
                .addObject()
                .put("clientId", CLIENT)
                .put("authorizationServicesEnabled", true)
                .putObject("authorizationSettings")
                .putArray("policies");
    }

    static String text(Object list) {
        try {
            return JSON.writeValueAsString(list);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A list of texts can't be written.", e);
        }
    }

    /** Puts the ids into the permissions, and gives them to the roles and groups, which Keycloak then imports with them. */
    void nameByIds() {
        of(realm).forEach(this::nameByIds);
    }

    private void nameByIds(JsonNode policy) {
        String type = policy.at("/config/defaultResourceType").asText();
        if (!policy.path("type").asText().equals("scope")
                || !List.of("Roles", "Groups").contains(type)) {
            return;
        }
        Map<String, ObjectNode> byName = type.equals("Roles") ? roles() : groups();
        List<String> ids = new ArrayList<>();
        for (JsonNode name : list(policy)) {
            ObjectNode found = byName.get(name.asText());
            if (name.asText().equals(type)) {
                ids.add(type);
            } else if (found == null) {
                problems.add(sources.of(policy) + ": no file defines \"" + name.asText()
                        + "\", for which this permission is.");
            } else {
                ids.add(id(found, type + "/" + name.asText()));
            }
        }
        ((ObjectNode) policy.path("config")).put("resources", text(ids));
    }

    private JsonNode list(JsonNode policy) {
        try {
            return JSON.readTree(policy.at("/config/resources").asText("[]"));
        } catch (JsonProcessingException e) {
            problems.add(sources.of(policy) + ": \"resources\" must be a text that contains a list.");
            return JSON.createArrayNode();
        }
    }

    /** The same each time, and another one in each realm, because Keycloak's database has each id once. */
    private String id(ObjectNode object, String name) {
        return Optional.ofNullable(object.get("id")).map(JsonNode::asText).orElseGet(() -> {
            String id = UUID.nameUUIDFromBytes(
                            (realm.path("realm").asText() + "/" + name).getBytes(StandardCharsets.UTF_8))
                    .toString();
            object.put("id", id);
            return id;
        });
    }

    private Map<String, ObjectNode> roles() {
        Map<String, ObjectNode> byName = new HashMap<>();
        realm.at("/roles/realm").forEach(role -> byName.put(role.path("name").asText(), (ObjectNode) role));
        realm.at("/roles/client")
                .properties()
                .forEach(client -> client.getValue()
                        .forEach(role -> byName.put(
                                client.getKey() + "/" + role.path("name").asText(), (ObjectNode) role)));
        return byName;
    }

    private Map<String, ObjectNode> groups() {
        Map<String, ObjectNode> byPath = new HashMap<>();
        realm.path("groups").forEach(group -> put("", group, byPath));
        return byPath;
    }

    private static void put(String parent, JsonNode group, Map<String, ObjectNode> byPath) {
        String path = parent + "/" + group.path("name").asText();
        byPath.put(path, (ObjectNode) group);
        group.path("subGroups").forEach(inner -> put(path, inner, byPath));
    }

    /** The policies and permissions of a realm, if it has any. */
    static JsonNode of(JsonNode realm) {
        for (JsonNode client : realm.path("clients")) {
            if (client.path("clientId").asText().equals(CLIENT)) {
                return client.at("/authorizationSettings/policies");
            }
        }
        return JsonNodeFactory.instance.missingNode();
    }
}

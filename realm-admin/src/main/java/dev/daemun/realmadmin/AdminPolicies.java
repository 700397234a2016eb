package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daemun.realmconfig.RealmConfig;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keycloak's fine-grained admin permissions: policies say who, permissions say what these may do with which roles, groups,
 * clients or users. Keycloak keeps both in one list, at a client of its own, with lists written as texts.
 */
final class AdminPolicies {
    /** Keycloak's own client for them (org.keycloak.models.Constants.ADMIN_PERMISSIONS_CLIENT_ID). */
    static final String CLIENT = "admin-permissions";

    /** The settings whose texts contain a list. */
    static final List<String> LISTS = List.of("resources", "scopes", "applyPolicies", "roles");

    private final ObjectNode realm;
    private final Map<String, String> names = new HashMap<>();

    AdminPolicies(ObjectNode realm) {
        this.realm = realm;
        realm.at("/roles/realm")
                .forEach(role ->
                        names.put(role.path("id").asText(), role.path("name").asText()));
        realm.at("/roles/client")
                .properties()
                .forEach(client -> client.getValue()
                        .forEach(role -> names.put(
                                role.path("id").asText(),
                                client.getKey() + "/" + role.path("name").asText())));
        realm.path("clients")
                .forEach(client -> names.put(
                        client.path("id").asText(), client.path("clientId").asText()));
        realm.path("groups").forEach(group -> name("", group));
    }

    private void name(String parent, JsonNode group) {
        String path = parent + "/" + group.path("name").asText();
        names.put(group.path("id").asText(), path);
        group.path("subGroups").forEach(inner -> name(path, inner));
    }

    List<ObjectNode> all() {
        return Json.objects(realm.path("clients")).stream()
                .filter(client -> client.path("clientId").asText().equals(CLIENT))
                .flatMap(client -> Json.objects(client.at("/authorizationSettings/policies")).stream())
                .toList();
    }

    static Kind kind(JsonNode policy) {
        return policy.path("type").asText().equals("scope") ? Kind.ADMIN_PERMISSION : Kind.ADMIN_POLICY;
    }

    /** What is compared of one: without ids, and with lists in the place of texts. */
    ObjectNode content(ObjectNode policy) {
        ObjectNode content = policy.deepCopy();
        // The type is said by a setting too.
        content.remove(List.of("id", "name", "resourceType"));
        ObjectNode config = content.withObject("/config");
        for (String list : LISTS) {
            if (config.has(list)) {
                config.set(list, list(list, config.path(list).asText()));
            }
        }
        return content;
    }

    private ArrayNode list(String name, String text) {
        JsonNode written = Json.parse(text, "The list of " + name + " of an admin permission");
        if (name.equals("roles")) {
            ArrayNode roles = JsonNodeFactory.instance.arrayNode();
            Json.objects(written).stream()
                    .map(role -> Json.object()
                            .put("id", role.path("id").asText())
                            .put("required", role.path("required").asBoolean()))
                    .sorted(Comparator.comparing(role -> role.path("id").asText()))
                    .forEach(roles::add);
            return roles;
        }
        return Json.array(Json.strings(written).stream()
                .map(one -> names.getOrDefault(one, one))
                .toList());
    }

    /** One as a file has it, and as Keycloak takes it over REST if the names are turned into ids. */
    static ObjectNode written(String name, JsonNode content) {
        ObjectNode policy = Json.over(Json.object().put("name", name), content);
        ObjectNode config = policy.withObject("/config");
        if (config.has("defaultResourceType")) {
            policy.set("resourceType", config.get("defaultResourceType"));
        }
        for (String list : LISTS) {
            if (config.has(list)) {
                config.put(list, config.get(list).toString());
            }
        }
        return policy;
    }

    /** Adds to an export what Keycloak leaves out of it: the ids, and the mark of what the files made. */
    static void complete(ObjectNode export, JsonNode listed) {
        Map<String, JsonNode> byName = new HashMap<>();
        listed.forEach(one -> byName.put(one.path("name").asText(), one));
        for (ObjectNode policy : new AdminPolicies(export).all()) {
            JsonNode found = byName.get(policy.path("name").asText());
            if (found != null) {
                policy.set("id", found.path("id"));
                if (found.path("config").has(RealmConfig.MANAGED)) {
                    Managed.mark(policy, "config");
                }
            }
        }
    }
}

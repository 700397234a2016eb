package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The roles that a client scope, a client or a service account is given, collected from where a representation states them. */
record Grants(ObjectNode realm) {
    /** In the form of a role's composites: realm roles, and the roles of each client. */
    static ObjectNode of(JsonNode realmRoles, JsonNode clientRoles) {
        ObjectNode grants = Json.object();
        grants.set("realm", realmRoles.deepCopy());
        grants.set("client", clientRoles.deepCopy());
        return grants;
    }

    /** From what Keycloak answers at {@code role-mappings}. */
    static ObjectNode ofMappings(JsonNode mappings) {
        ObjectNode grants = Json.object();
        grants.set("realm", Json.array(names(mappings.path("realmMappings"))));
        ObjectNode clients = grants.putObject("client");
        mappings.path("clientMappings")
                .properties()
                .forEach(client -> clients.set(
                        client.getKey(), Json.array(names(client.getValue().path("mappings")))));
        return grants;
    }

    private static List<String> names(JsonNode roles) {
        return Json.objects(roles).stream()
                .map(role -> role.path("name").asText())
                .toList();
    }

    ObjectNode ofClientScope(String name) {
        return mapped("clientScope", name);
    }

    ObjectNode ofClient(String clientId) {
        return mapped("client", clientId);
    }

    ObjectNode ofServiceAccount(String clientId) {
        return Json.objects(realm.path("users")).stream()
                .filter(user -> user.path("serviceAccountClientId").asText().equals(clientId))
                .findFirst()
                .map(user -> of(user.path("realmRoles"), user.path("clientRoles")))
                .orElseGet(Json::object);
    }

    private ObjectNode mapped(String member, String name) {
        ObjectNode grants = Json.object();
        add(grants, "/realm", "", realm.path("scopeMappings"), member, name);
        realm.path("clientScopeMappings")
                .properties()
                .forEach(client -> add(grants, "/client", client.getKey(), client.getValue(), member, name));
        return grants;
    }

    private static void add(
            ObjectNode grants, String where, String client, JsonNode mappings, String member, String name) {
        for (ObjectNode mapping : Json.objects(mappings)) {
            if (mapping.path(member).asText().equals(name)) {
                if (client.isEmpty()) {
                    grants.withArray(where).addAll(Json.array(Json.strings(mapping.path("roles"))));
                } else {
                    grants.withObject(where).withArray(client).addAll(Json.array(Json.strings(mapping.path("roles"))));
                }
            }
        }
    }
}

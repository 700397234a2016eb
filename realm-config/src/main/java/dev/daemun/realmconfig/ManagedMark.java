package dev.daemun.realmconfig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** Marks what the files define, so that {@code realm-admin} later tells it from what somebody made by hand. */
final class ManagedMark {
    // Keycloak makes these in each realm, also where the files say how they should be.
    static final Set<String> KEYCLOAKS_CLIENTS = Set.of(
            "account",
            "account-console",
            "admin-cli",
            AdminPermissions.CLIENT,
            "broker",
            "realm-management",
            "security-admin-console");

    private ManagedMark() {}

    static void addTo(JsonNode realm) {
        String defaultRole = realm.path("defaultRole").path("name").asText();
        realm.path("clients").forEach(client -> {
            if (!KEYCLOAKS_CLIENTS.contains(client.path("clientId").asText())) {
                mark(client, "attributes");
            }
        });
        realm.path("clientScopes").forEach(scope -> mark(scope, "attributes"));
        realm.path("identityProviders").forEach(provider -> mark(provider, "config"));
        realm.path("roles").path("realm").forEach(role -> {
            String name = role.path("name").asText();
            if (!name.equals(defaultRole) && !name.equals(EverybodysRole.NAME)) {
                markList(role);
            }
        });
        realm.path("roles").path("client").properties().forEach(roles -> {
            if (!KEYCLOAKS_CLIENTS.contains(roles.getKey())) {
                roles.getValue().forEach(ManagedMark::markList);
            }
        });
        realm.path("groups").forEach(ManagedMark::markGroup);
        AdminPermissions.of(realm).forEach(policy -> mark(policy, "config"));
    }

    private static void markGroup(JsonNode group) {
        markList(group);
        group.path("subGroups").forEach(ManagedMark::markGroup);
    }

    private static void mark(JsonNode object, String where) {
        ((ObjectNode) object).withObject("/" + where).put(RealmConfig.MANAGED, "true");
    }

    /** Roles and groups have several values of each attribute. */
    private static void markList(JsonNode object) {
        ((ObjectNode) object)
                .withObject("/attributes")
                .putArray(RealmConfig.MANAGED)
                .add("true");
    }
}

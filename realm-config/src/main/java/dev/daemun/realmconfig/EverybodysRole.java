package dev.daemun.realmconfig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * Keycloak leaves a client scope that lets roles through out of the tokens of whoever has none of them, and so the audience
 * too. So the scope of each service also lets a role of Keycloak's own through that comes with every account and is in no claim:
 * such a person is answered with 403 by the service, and not with 401 as though the token were for somebody else.
 */
final class EverybodysRole {
    static final String NAME = "uma_authorization";

    private EverybodysRole() {}

    /** Where the realm states its default role, which else nobody can add to. */
    static void addTo(ObjectNode realm, List<ServiceFile> services) {
        Optional<ObjectNode> defaultRole = named(
                realm.at("/roles/realm"), "name", realm.at("/defaultRole/name").asText());
        if (defaultRole.isEmpty()) {
            return;
        }
        for (ServiceFile service : services) {
            named(realm.path("scopeMappings"), "clientScope", service.id())
                    .ifPresent(mapping -> mapping.withArray("/roles").add(NAME));
        }
        // Keycloak's import gives it to nobody when a scope names it first.
        ArrayNode roles = (ArrayNode) realm.at("/roles/realm");
        if (named(roles, "name", NAME).isEmpty()) {
            roles.addObject()
                    .put("name", NAME)
                    .put(
                            "description",
                            "Keycloak's own, of everybody: by it the audience is in tokens of people without roles.");
            ObjectNode role = defaultRole.get().put("composite", true);
            role.withObject("/composites").withArray("realm").add(NAME);
        }
    }

    private static Optional<ObjectNode> named(JsonNode list, String member, String name) {
        for (JsonNode one : list) {
            if (one.path(member).asText().equals(name)) {
                return Optional.of((ObjectNode) one);
            }
        }
        return Optional.empty();
    }
}

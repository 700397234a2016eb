package dev.daemun.realmconfig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * People who may find others, and give them or take from them the roles that some services define. In Keycloak's words: a
 * role with the file's name, and fine-grained admin permissions for whoever has it.
 */
record RoleManagerFile(String id, ObjectNode content, Sources sources, List<String> problems) {
    private static final Set<String> MEMBERS = Set.of("$schema", "description", "services");

    /** Lets somebody open the admin console; whom they find there is said by the permissions. */
    private static final String OPENS_THE_CONSOLE = "query-users";

    /** Whether the file has the form that it should have; if not, a sentence says what does not fit. */
    static boolean fits(ObjectNode content, Sources sources, List<String> problems) {
        int before = problems.size();
        content.fieldNames().forEachRemaining(name -> {
            if (!MEMBERS.contains(name)) {
                problems.add(sources.of(content) + ": \"" + name + "\" is none of " + new TreeSet<>(MEMBERS) + ".");
            }
        });
        if (!content.path("description").isTextual()) {
            problems.add(sources.of(content) + ": \"description\" is missing or no text.");
        }
        JsonNode services = content.path("services");
        if (!services.isArray() || services.isEmpty()) {
            problems.add(sources.of(content) + ": \"services\" must name the services whose roles they give and take.");
        }
        return problems.size() == before;
    }

    void checkThatItsNameIsFree(ObjectNode realm) {
        for (JsonNode role : realm.at("/roles/realm")) {
            if (role.path("name").asText().equals(id)) {
                problems.add(sources.of(content) + ": the role \"" + id + "\" is defined in " + sources.of(role)
                        + " already: give this file another name.");
            }
        }
    }

    /** Its pieces of the realm. */
    ObjectNode toKeycloak(Map<String, ServiceFile> byName) {
        ObjectNode realm = JsonNodeFactory.instance.objectNode().put("adminPermissionsEnabled", true);
        ObjectNode role = realm.putObject("roles").putArray("realm").addObject();
        role.put("name", id).set("description", content.get("description"));
        role.put("composite", true)
                .putObject("composites")
                .putObject("client")
                .putArray("realm-management")
                .add(OPENS_THE_CONSOLE);
        ArrayNode policies = AdminPermissions.policies(realm);
        policies.addObject()
                .put("name", id)
                .put("type", "role")
                .put("logic", "POSITIVE")
                .put("decisionStrategy", "UNANIMOUS")
                .putObject("config")
                .put(
                        "roles",
                        AdminPermissions.text(JsonNodeFactory.instance
                                .arrayNode()
                                .add(JsonNodeFactory.instance
                                        .objectNode()
                                        .put("id", id)
                                        .put("required", false))));
        permission(policies, "people", "Users", List.of("Users"), List.of("map-roles", "view"));
        permission(policies, "roles", "Roles", List.copyOf(roles(byName)), List.of("map-role"));
        sources.inherit(realm, content);
        return realm;
    }

    private void permission(ArrayNode policies, String what, String type, List<String> resources, List<String> scopes) {
        policies.addObject()
                .put("name", id + ": " + what)
                .put("type", "scope")
                .put("logic", "POSITIVE")
                .put("decisionStrategy", "UNANIMOUS")
                .put("resourceType", type)
                .putObject("config")
                .put("defaultResourceType", type)
                .put("resources", AdminPermissions.text(resources))
                .put("scopes", AdminPermissions.text(scopes))
                .put("applyPolicies", AdminPermissions.text(List.of(id)));
    }

    private Set<String> roles(Map<String, ServiceFile> byName) {
        Set<String> roles = new TreeSet<>();
        for (JsonNode service : content.path("services")) {
            ServiceFile found = byName.get(service.asText());
            if (found == null) {
                problems.add(sources.of(service) + ": no file defines the service \"" + service.asText() + "\".");
            } else if (found.content().path("roles").isEmpty()) {
                problems.add(sources.of(service) + ": the service \"" + service.asText() + "\" defines no roles.");
            } else {
                found.content().path("roles").fieldNames().forEachRemaining(roles::add);
            }
        }
        return roles;
    }

    /** Refuses roles that carry others: by giving one of them, a role manager would give what is none of these services'. */
    void checkThatRolesCarryNothingElse(ObjectNode realm, Map<String, ServiceFile> byName) {
        Set<String> given = roles(byName);
        for (JsonNode role : realm.at("/roles/realm")) {
            if (given.contains(role.path("name").asText())) {
                List<String> surplus = new ArrayList<>();
                role.at("/composites/realm").forEach(inner -> {
                    if (!given.contains(inner.asText())) {
                        surplus.add(inner.asText());
                    }
                });
                role.at("/composites/client")
                        .properties()
                        .forEach(client -> client.getValue()
                                .forEach(inner -> surplus.add(client.getKey() + "/" + inner.asText())));
                surplus.forEach(inner -> problems.add(sources.of(role) + ": the role \""
                        + role.path("name").asText() + "\" includes \"" + inner + "\", so that whoever has the role \""
                        + id + "\" could give that too: let it include only roles of " + content.path("services")
                        + "."));
            }
        }
    }
}

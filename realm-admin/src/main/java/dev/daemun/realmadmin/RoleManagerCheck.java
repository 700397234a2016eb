package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Fine-grained permissions to give a role that carries one of an administrator's. Keycloak looks at the role that is given
 * and not at those in it, so that whoever has such a permission can make anybody an administrator, also themselves.
 */
record RoleManagerCheck() implements Check {
    private static final String ADMINISTRATORS = "realm-management/";

    @Override
    public List<Finding> findings(ObjectNode realm) {
        Map<String, Set<String>> carried = carried(realm);
        AdminPolicies policies = new AdminPolicies(realm);
        List<Finding> findings = new ArrayList<>();
        for (ObjectNode policy : policies.all()) {
            JsonNode config = policies.content(policy).path("config");
            if (!Json.strings(config.path("scopes")).contains("map-role")) {
                continue;
            }
            Set<String> given = Json.strings(config.path("resources"));
            for (String role : given.contains("Roles") ? carried.keySet() : given) {
                all(role, carried).stream()
                        .filter(inner -> inner.startsWith(ADMINISTRATORS) && !role.startsWith(ADMINISTRATORS))
                        .forEach(inner -> findings.add(new Finding(
                                "admin permission " + policy.path("name").asText(),
                                "lets people give the role " + role + ", which carries " + inner,
                                "take " + inner + " out of " + role + ", or " + role + " out of the permission")));
            }
        }
        return findings;
    }

    private static Map<String, Set<String>> carried(ObjectNode realm) {
        Map<String, Set<String>> carried = new HashMap<>();
        realm.at("/roles/realm").forEach(role -> carried.put(role.path("name").asText(), carriedBy(role)));
        realm.at("/roles/client")
                .properties()
                .forEach(client -> client.getValue()
                        .forEach(role -> carried.put(
                                client.getKey() + "/" + role.path("name").asText(), carriedBy(role))));
        return carried;
    }

    private static Set<String> carriedBy(JsonNode role) {
        Set<String> roles = Json.strings(role.at("/composites/realm"));
        role.at("/composites/client")
                .properties()
                .forEach(client ->
                        client.getValue().forEach(inner -> roles.add(client.getKey() + "/" + inner.asText())));
        return roles;
    }

    private static Set<String> all(String role, Map<String, Set<String>> carried) {
        Set<String> all = new TreeSet<>();
        Deque<String> next = new ArrayDeque<>(List.of(role));
        while (!next.isEmpty()) {
            for (String inner : carried.getOrDefault(next.pop(), Set.of())) {
                if (all.add(inner)) {
                    next.push(inner);
                }
            }
        }
        return all;
    }
}

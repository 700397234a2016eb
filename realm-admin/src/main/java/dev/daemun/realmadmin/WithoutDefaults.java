package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;

/** Leaves out of a realm what Keycloak sets by itself, and says of the rest that it is empty where Keycloak would set it. */
final class WithoutDefaults {
    private WithoutDefaults() {}

    static void takeFrom(ObjectNode realm) {
        ObjectNode defaults = KeycloakDefaults.ofRealm();
        takeFlows(realm, defaults);
        if (Json.canonical(byAlias(realm.path("requiredActions")))
                .equals(Json.canonical(byAlias(defaults.path("requiredActions"))))) {
            realm.remove("requiredActions");
        }
        // Keycloak says some settings twice; the second time is none of the file's.
        if (defaults.path("attributes") instanceof ObjectNode attributes) {
            defaults.fieldNames().forEachRemaining(attributes::remove);
        }
        takeMembers(realm, defaults);
    }

    private static void takeMembers(ObjectNode object, ObjectNode defaults) {
        defaults.properties().forEach(one -> {
            String name = one.getKey();
            JsonNode value = object.path(name);
            if (name.equals("keycloakVersion") || isOwnObject(name)) {
                return;
            }
            if (value.isMissingNode()) {
                if (!Json.isVoid(one.getValue())) {
                    object.set(name, empty(one.getValue()));
                }
            } else if (Json.canonical(value).equals(Json.canonical(one.getValue()))) {
                object.remove(name);
            } else if (value instanceof ObjectNode inner && one.getValue() instanceof ObjectNode innerDefaults) {
                takeMembers(inner, innerDefaults);
            }
        });
    }

    private static boolean isOwnObject(String name) {
        return Set.of("authenticationFlows", "authenticatorConfig", "requiredActions", "otpSupportedApplications")
                .contains(name);
    }

    private static JsonNode empty(JsonNode value) {
        if (value.isArray()) {
            return JsonNodeFactory.instance.arrayNode();
        }
        return value.isObject() ? Json.object() : JsonNodeFactory.instance.textNode("");
    }

    private static ObjectNode byAlias(JsonNode list) {
        ObjectNode byAlias = Json.object();
        list.forEach(one -> byAlias.set(one.path("alias").asText(), one));
        return byAlias;
    }

    private static void takeFlows(ObjectNode realm, ObjectNode defaults) {
        Flows flows = new Flows(realm);
        Flows keycloaks = new Flows(defaults);
        Set<String> taken = new HashSet<>();
        Set<String> namedByClients = new HashSet<>();
        Json.objects(realm.path("authenticationFlows")).stream()
                .filter(flow -> flow.has("id"))
                .forEach(flow -> namedByClients.add(flow.path("alias").asText()));
        keycloaks.contents().forEach((alias, content) -> {
            JsonNode found = flows.contents().get(alias);
            if (found != null
                    && !namedByClients.contains(alias)
                    && Json.canonical(found).equals(Json.canonical(content))) {
                taken.add(alias);
                flowsInside(content, taken);
            }
        });
        if (!(realm.path("authenticationFlows") instanceof ArrayNode list)) {
            return;
        }
        list.removeIf(flow -> taken.contains(flow.path("alias").asText()));
        Set<String> used = new HashSet<>();
        list.forEach(flow -> flow.path("authenticationExecutions")
                .forEach(step -> used.add(step.path("authenticatorConfig").asText())));
        realm.withArray("/authenticatorConfig")
                .removeIf(config -> !used.contains(config.path("alias").asText()));
    }

    private static void flowsInside(JsonNode flow, Set<String> names) {
        for (JsonNode step : flow.path("steps")) {
            if (step.has("flow")) {
                names.add(step.path("flow").asText());
                flowsInside(step, names);
            }
        }
    }
}

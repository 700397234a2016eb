package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** One of Keycloak's own flows. It can't be replaced; only what each step requires and how it is set can be changed. */
record BuiltInFlow(RealmServer server, Difference flow) {
    private static final String AT = "authentication";

    void change() {
        List<JsonNode> wanted = new ArrayList<>();
        flatten(flow.wanted(), wanted);
        String alias = flow.name().name();
        // In the same order: each step before those inside it.
        JsonNode found = server.get(AT, "flows", alias, "executions");
        if (found.size() != wanted.size()) {
            throw new RealmAdminException(
                    "The " + flow.name()
                            + " is Keycloak's own and can't be given other steps: define a flow of another name, and bind that.");
        }
        for (int i = 0; i < wanted.size(); i++) {
            JsonNode step = found.get(i);
            String requirement = wanted.get(i).path("requirement").asText();
            if (!step.path("requirement").asText().equals(requirement)) {
                ObjectNode changed = step.deepCopy();
                server.put(changed.put("requirement", requirement), AT, "flows", alias, "executions");
            }
            if (step.has("authenticationConfig")) {
                configure(wanted.get(i), step.path("authenticationConfig").asText());
            }
        }
    }

    private void configure(JsonNode wanted, String id) {
        ObjectNode config = (ObjectNode) server.get(AT, "config", id);
        if (!Json.canonical(config.path("config")).equals(Json.canonical(wanted.path("config")))) {
            config.set("config", Json.over(Json.object(), wanted.path("config")));
            server.put(config, AT, "config", id);
        }
    }

    private static void flatten(JsonNode flow, List<JsonNode> steps) {
        for (JsonNode step : flow.path("steps")) {
            steps.add(step);
            flatten(step, steps);
        }
    }
}

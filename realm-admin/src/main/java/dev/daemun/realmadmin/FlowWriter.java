package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * Authentication flows. A flow is never changed where it is bound: a new one is built beside it, under names that end in
 * {@link Flows#STAGED}, and bound when it is whole. Only then is the old one deleted, and the new one given its name.
 */
record FlowWriter(RealmServer server, Ids ids, FlowReplacement replacement, Set<ObjectName> builtIn) implements Writer {
    private static final String AT = "authentication";

    @Override
    public void build(Difference flow) {
        stage(flow);
        // Nothing refers to it, so it takes its name at once: what refers to it comes after this.
        replacement.rename(flow.name().name());
        ids.put(flow.name(), ids.of(Kind.FLOW, flow.name().name() + Flows.STAGED));
    }

    @Override
    public void change(Difference flow) {
        if (builtIn.contains(flow.name())) {
            new BuiltInFlow(server, flow).change();
        } else {
            stage(flow);
        }
    }

    @Override
    public void release(Difference flow) {
        if (flow.what() == Difference.What.CHANGED && !builtIn.contains(flow.name())) {
            replacement.finish(flow.name().name());
        }
    }

    private void stage(Difference flow) {
        String staged = flow.name().name() + Flows.STAGED;
        ObjectNode body = description(flow.wanted())
                .put("alias", staged)
                .put("topLevel", true)
                .put("builtIn", false);
        String id = server.create(body, AT, "flows");
        ids.put(new ObjectName(Kind.FLOW, staged), id);
        addSteps(staged, id, flow.wanted().path("steps"));
    }

    private static ObjectNode description(JsonNode flow) {
        return Json.object()
                .put("description", flow.path("description").asText())
                .put("providerId", flow.path("providerId").asText());
    }

    private void addSteps(String alias, String id, JsonNode steps) {
        for (JsonNode step : steps) {
            if (step.has("flow")) {
                addFlow(alias, step);
            } else {
                ObjectNode execution = Json.object()
                        .put("parentFlow", id)
                        .put("authenticator", step.path("authenticator").asText())
                        .put("requirement", step.path("requirement").asText());
                configure(step, server.create(execution, AT, "executions"));
            }
        }
    }

    private void addFlow(String parent, JsonNode step) {
        String alias = step.path("flow").asText() + Flows.STAGED;
        ObjectNode body = Json.object()
                .put("alias", alias)
                .put("type", step.path("providerId").asText())
                .put("description", step.path("description").asText())
                .put("provider", step.path("authenticator").asText());
        String id = server.create(body, AT, "flows", parent, "executions", "flow");
        for (JsonNode execution : server.get(AT, "flows", parent, "executions")) {
            if (execution.path("flowId").asText().equals(id)) {
                ObjectNode required = execution.deepCopy();
                server.put(
                        required.put("requirement", step.path("requirement").asText()),
                        AT,
                        "flows",
                        parent,
                        "executions");
                configure(step, execution.path("id").asText());
            }
        }
        addSteps(alias, id, step.path("steps"));
    }

    private void configure(JsonNode step, String execution) {
        if (step.has("configAlias")) {
            ObjectNode config =
                    Json.object().put("alias", step.path("configAlias").asText() + Flows.STAGED);
            config.set("config", Json.over(Json.object(), step.path("config")));
            server.create(config, AT, "executions", execution, "config");
        }
    }
}

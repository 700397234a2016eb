package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daemun.realmconfig.RealmConfig;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The flows of a representation, each with what it contains in place of the names of other flows and of settings. What is
 * inside a flow may have a name on a server that no file can have; that alone is no difference, since such a name means
 * nothing, and who is in the middle of a flow would have to begin again.
 */
final class Flows {
    /** The end of the names of a flow that is being built beside the one it will replace. */
    static final String STAGED = " ~new";

    private final Map<String, ObjectNode> byAlias = new HashMap<>();
    private final Map<String, String> aliases = new HashMap<>();
    private final Map<String, JsonNode> configs = new HashMap<>();

    Flows(ObjectNode realm) {
        for (ObjectNode flow : Json.objects(realm.path("authenticationFlows"))) {
            byAlias.put(flow.path("alias").asText(), flow);
            aliases.put(flow.path("id").asText(), flow.path("alias").asText());
        }
        realm.path("authenticatorConfig")
                .forEach(config -> configs.put(config.path("alias").asText(), config.path("config")));
    }

    boolean isBuiltIn(String alias) {
        return byAlias.get(alias).path("builtIn").asBoolean();
    }

    /** The alias of the flow with this id. In a file, which has no ids, the alias itself may stand there. */
    String aliasOf(String id) {
        return finished(aliases.getOrDefault(id, id));
    }

    /** The flows that can be bound, without those that are being built. */
    SortedMap<String, ObjectNode> contents() {
        SortedMap<String, ObjectNode> contents = new TreeMap<>();
        byAlias.forEach((alias, flow) -> {
            if (flow.path("topLevel").asBoolean() && !alias.endsWith(STAGED)) {
                contents.put(alias, content(flow));
            }
        });
        return contents;
    }

    ObjectNode content(String alias) {
        return content(byAlias.get(alias));
    }

    private ObjectNode content(ObjectNode flow) {
        ObjectNode content = Json.object();
        content.put("description", flow.path("description").asText());
        content.put("providerId", flow.path("providerId").asText("basic-flow"));
        ArrayNode steps = JsonNodeFactory.instance.arrayNode();
        Json.objects(flow.path("authenticationExecutions")).stream()
                .sorted(Comparator.comparingInt(step -> step.path("priority").asInt()))
                .forEach(step -> steps.add(step(step)));
        content.set("steps", steps);
        return content;
    }

    private ObjectNode step(ObjectNode step) {
        ObjectNode content = Json.object();
        content.set("requirement", step.path("requirement"));
        content.set("authenticator", step.path("authenticator"));
        if (step.has("authenticatorConfig")) {
            String config = step.path("authenticatorConfig").asText();
            content.put("configAlias", RealmConfig.flowName(finished(config)));
            content.set("config", Json.ofStrings(configs.getOrDefault(config, Json.object())));
        }
        if (step.has("flowAlias")) {
            ObjectNode inner = byAlias.get(step.path("flowAlias").asText());
            if (inner == null) {
                throw new RealmAdminException("There is no flow named \""
                        + step.path("flowAlias").asText() + "\", which another one contains.");
            }
            content.put(
                    "flow", RealmConfig.flowName(finished(step.path("flowAlias").asText())));
            content.setAll(content(inner));
        }
        return content;
    }

    /** Reads the name of a flow that is being built as the name that it will have. */
    static String finished(String alias) {
        return alias.endsWith(STAGED) ? alias.substring(0, alias.length() - STAGED.length()) : alias;
    }

    static void finish(ObjectNode object, String member) {
        if (object.has(member)) {
            object.put(member, finished(object.path(member).asText()));
        }
    }
}

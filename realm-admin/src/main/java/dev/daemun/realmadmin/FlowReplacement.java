package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Puts a flow that has been built in the place of the old one, also where an earlier attempt was cut off. */
record FlowReplacement(RealmServer server) {
    private static final List<String> OF_PROVIDERS = List.of("firstBrokerLoginFlowAlias", "postBrokerLoginFlowAlias");

    /** Ends what an apply began that was cut off: a flow is bound only when it is whole, so a bound one is kept. */
    void recover(ObjectNode realm) {
        for (ObjectNode flow : Json.objects(realm.path("authenticationFlows"))) {
            String alias = flow.path("alias").asText();
            if (flow.path("topLevel").asBoolean() && alias.endsWith(Flows.STAGED)) {
                if (isBound(realm, flow)) {
                    finish(Flows.finished(alias));
                } else {
                    server.delete("authentication", "flows", flow.path("id").asText());
                }
            }
        }
    }

    static boolean isUnfinished(ObjectNode realm) {
        return Json.objects(realm.path("authenticationFlows")).stream()
                .anyMatch(flow -> flow.path("alias").asText().endsWith(Flows.STAGED));
    }

    /** Binds the new flow wherever the old one is bound, deletes the old one, and gives its name to the new one. */
    void finish(String alias) {
        ObjectNode realm = server.export();
        ObjectNode old = flow(realm, alias);
        ObjectNode staged = flow(realm, alias + Flows.STAGED);
        if (old != null) {
            rebind(realm, old, staged);
            server.delete("authentication", "flows", old.path("id").asText());
        }
        rename(alias);
    }

    private void rebind(ObjectNode realm, ObjectNode old, ObjectNode staged) {
        String from = old.path("alias").asText();
        String to = staged.path("alias").asText();
        ObjectNode bindings = Json.object();
        RealmSettings.FLOW_BINDINGS.stream()
                .filter(binding -> realm.path(binding).asText().equals(from))
                .forEach(binding -> bindings.put(binding, to));
        if (!bindings.isEmpty()) {
            server.put(bindings.put("realm", server.realm()));
        }
        for (ObjectNode provider : Json.objects(realm.path("identityProviders"))) {
            ObjectNode rebound = provider.deepCopy();
            OF_PROVIDERS.stream()
                    .filter(member -> provider.path(member).asText().equals(from))
                    .forEach(member -> rebound.put(member, to));
            if (!rebound.equals(provider)) {
                server.put(
                        rebound,
                        "identity-provider",
                        "instances",
                        provider.path("alias").asText());
            }
        }
        for (ObjectNode client : Json.objects(realm.path("clients"))) {
            ObjectNode rebound = client.deepCopy();
            rebound.remove(List.of("secret", "protocolMappers", "defaultClientScopes", "optionalClientScopes"));
            boolean bound = false;
            for (var override :
                    client.path("authenticationFlowBindingOverrides").properties()) {
                if (override.getValue().equals(old.path("id"))) {
                    rebound.withObject("/authenticationFlowBindingOverrides").set(override.getKey(), staged.path("id"));
                    bound = true;
                }
            }
            if (bound) {
                server.put(rebound, "clients", client.path("id").asText());
            }
        }
    }

    /** Gives the names without the mark of a flow that is being built, the flow's own name last. */
    void rename(String alias) {
        ObjectNode realm = server.export();
        ObjectNode flow = flow(realm, alias + Flows.STAGED);
        if (flow != null) {
            renameInside(realm, flow);
            renameFlow(flow);
        }
    }

    private void renameInside(ObjectNode realm, ObjectNode flow) {
        for (JsonNode step : flow.path("authenticationExecutions")) {
            String config = step.path("authenticatorConfig").asText();
            if (config.endsWith(Flows.STAGED)) {
                Json.objects(realm.path("authenticatorConfig")).stream()
                        .filter(one -> one.path("alias").asText().equals(config))
                        .forEach(one -> server.put(
                                one.deepCopy().put("alias", Flows.finished(config)),
                                "authentication",
                                "config",
                                one.path("id").asText()));
            }
            String inner = step.path("flowAlias").asText();
            if (!inner.isEmpty()) {
                renameInside(realm, flow(realm, inner));
                if (inner.endsWith(Flows.STAGED)) {
                    renameFlow(flow(realm, inner));
                }
            }
        }
    }

    private void renameFlow(ObjectNode flow) {
        ObjectNode renamed = flow.deepCopy();
        renamed.remove("authenticationExecutions");
        server.put(
                renamed.put("alias", Flows.finished(flow.path("alias").asText())),
                "authentication",
                "flows",
                flow.path("id").asText());
    }

    private static boolean isBound(ObjectNode realm, ObjectNode flow) {
        String alias = flow.path("alias").asText();
        return RealmSettings.FLOW_BINDINGS.stream()
                        .anyMatch(binding -> realm.path(binding).asText().equals(alias))
                || Json.objects(realm.path("identityProviders")).stream()
                        .anyMatch(provider -> OF_PROVIDERS.stream()
                                .anyMatch(
                                        member -> provider.path(member).asText().equals(alias)))
                || Json.objects(realm.path("clients")).stream()
                        .anyMatch(client -> Json.strings(client.path("authenticationFlowBindingOverrides"))
                                .contains(flow.path("id").asText()));
    }

    private static ObjectNode flow(ObjectNode realm, String alias) {
        return Json.objects(realm.path("authenticationFlows")).stream()
                .filter(flow -> flow.path("alias").asText().equals(alias))
                .findFirst()
                .orElse(null);
    }
}

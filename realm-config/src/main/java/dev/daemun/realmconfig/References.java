package dev.daemun.realmconfig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks that what one piece names is defined by another: Keycloak's import silently leaves out much of what it can't find. */
record References(ObjectNode realm, Sources sources, List<String> problems) {
    private static final Set<String> KEYCLOAKS_ROLES = Set.of("offline_access", "uma_authorization");
    private static final Set<String> KEYCLOAKS_FLOWS = Set.of(
            "browser",
            "direct grant",
            "registration",
            "reset credentials",
            "clients",
            "first broker login",
            "docker auth");
    private static final List<String> BINDINGS = List.of(
            "browserFlow",
            "registrationFlow",
            "directGrantFlow",
            "resetCredentialsFlow",
            "clientAuthenticationFlow",
            "dockerAuthenticationFlow",
            "firstBrokerLoginFlow");

    void check() {
        Set<String> clients = names(realm.path("clients"), "clientId");
        clients.addAll(ManagedMark.KEYCLOAKS_CLIENTS);
        realm.path("users").forEach(user -> one("client", user.path("serviceAccountClientId"), clients));
        mappings(realm.path("scopeMappings"), clients);
        realm.path("clientScopeMappings").forEach(mappings -> mappings(mappings, clients));
        checkScopes();
        checkRoles();
        checkFlows();
        Set<String> providers = names(realm.path("identityProviders"), "alias");
        realm.path("identityProviderMappers")
                .forEach(mapper -> one("identity provider", mapper.path("identityProviderAlias"), providers));
    }

    private void mappings(JsonNode mappings, Set<String> clients) {
        Set<String> scopes = names(realm.path("clientScopes"), "name");
        for (JsonNode mapping : mappings) {
            one("client", mapping.path("client"), clients);
            one("client scope", mapping.path("clientScope"), scopes);
        }
    }

    private void checkScopes() {
        if (!realm.has("clientScopes")) {
            // Then Keycloak makes its own ones.
            return;
        }
        Set<String> scopes = names(realm.path("clientScopes"), "name");
        scopes.add("offline_access");
        realm.path("clients").forEach(client -> {
            all("client scope", client.path("defaultClientScopes"), scopes);
            all("client scope", client.path("optionalClientScopes"), scopes);
        });
        all("client scope", realm.path("defaultDefaultClientScopes"), scopes);
        all("client scope", realm.path("defaultOptionalClientScopes"), scopes);
    }

    private void checkRoles() {
        Set<String> roles = names(realm.path("roles").path("realm"), "name");
        roles.addAll(KEYCLOAKS_ROLES);
        roles.add(realm.at("/defaultRole/name").asText());
        realm.at("/roles/realm").forEach(role -> composites(role, roles));
        realm.at("/roles/client").forEach(ofClient -> ofClient.forEach(role -> composites(role, roles)));
        realm.path("groups").forEach(group -> group(group, roles));
        realm.path("users").forEach(user -> holder(user, roles));
        realm.path("scopeMappings").forEach(mapping -> all("role", mapping.path("roles"), roles));
        realm.path("clientScopeMappings")
                .properties()
                .forEach(client ->
                        client.getValue().forEach(mapping -> ofClient(client.getKey(), mapping.path("roles"))));
    }

    private void composites(JsonNode role, Set<String> roles) {
        all("role", role.at("/composites/realm"), roles);
        role.at("/composites/client").properties().forEach(client -> ofClient(client.getKey(), client.getValue()));
    }

    private void group(JsonNode group, Set<String> roles) {
        holder(group, roles);
        group.path("subGroups").forEach(inner -> group(inner, roles));
    }

    private void holder(JsonNode holder, Set<String> roles) {
        all("role", holder.path("realmRoles"), roles);
        holder.path("clientRoles").properties().forEach(client -> ofClient(client.getKey(), client.getValue()));
    }

    private void ofClient(String clientId, JsonNode named) {
        if (!ManagedMark.KEYCLOAKS_CLIENTS.contains(clientId)) {
            all(
                    "role of the client " + clientId,
                    named,
                    names(realm.path("roles").path("client").path(clientId), "name"));
        }
    }

    private void checkFlows() {
        Set<String> flows = names(realm.path("authenticationFlows"), "alias");
        Set<String> all = new HashSet<>(flows);
        all.addAll(KEYCLOAKS_FLOWS);
        BINDINGS.forEach(binding -> one("flow", realm.path(binding), all));
        realm.path("identityProviders").forEach(provider -> {
            one("flow", provider.path("firstBrokerLoginFlowAlias"), all);
            one("flow", provider.path("postBrokerLoginFlowAlias"), all);
        });
        Set<String> settings = names(realm.path("authenticatorConfig"), "alias");
        realm.path("authenticationFlows")
                .forEach(flow -> flow.path("authenticationExecutions").forEach(step -> {
                    one("flow", step.path("flowAlias"), flows);
                    one("setting of a step", step.path("authenticatorConfig"), settings);
                }));
    }

    private static Set<String> names(JsonNode list, String member) {
        Set<String> names = new HashSet<>();
        list.forEach(one -> names.add(one.path(member).asText()));
        return names;
    }

    private void all(String what, JsonNode list, Set<String> known) {
        list.forEach(name -> one(what, name, known));
    }

    private void one(String what, JsonNode name, Set<String> known) {
        if (name.isTextual() && !name.asText().isEmpty() && !known.contains(name.asText())) {
            problems.add(sources.of(name) + ": no file defines the " + what + " \"" + name.asText() + "\".");
        }
    }
}

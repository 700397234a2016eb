package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the realm needs and this Keycloak does not have: a jar is missing in {@code providers}, or {@code kc.sh build} was
 * forgotten.
 *
 * @param server what Keycloak answers at {@code /admin/serverinfo}
 */
record ExtensionCheck(JsonNode server) implements Check {
    @Override
    public List<Finding> findings(ObjectNode realm) {
        Map<String, Set<String>> users = new TreeMap<>();
        realm.path("identityProviders")
                .forEach(one ->
                        need(users, one, "providerId", "identity provider", "alias", "social", "identity_provider"));
        realm.path("identityProviderMappers")
                .forEach(one -> need(
                        users,
                        one,
                        "identityProviderMapper",
                        "mapper of an identity provider,",
                        "name",
                        "identity-provider-mapper"));
        for (String list : List.of("clients", "clientScopes")) {
            realm.path(list)
                    .forEach(one -> one.path("protocolMappers")
                            .forEach(mapper ->
                                    need(users, mapper, "protocolMapper", "token mapper", "name", "protocol-mapper")));
        }
        // Keycloak's own flows name authenticators of features that are off, such as Docker's.
        Json.objects(realm.path("authenticationFlows")).stream()
                .filter(flow -> !flow.path("builtIn").asBoolean())
                .forEach(flow -> flow.path("authenticationExecutions").forEach(step -> {
                    if (step.has("authenticator")) {
                        needed(
                                users,
                                step.path("authenticator").asText(),
                                "flow " + flow.path("alias").asText(),
                                "authenticator",
                                "form-authenticator",
                                "form-action",
                                "client-authenticator");
                    }
                }));
        realm.at("/clientProfiles/profiles")
                .forEach(profile -> profile.path("executors")
                        .forEach(one -> needed(
                                users,
                                one.path("executor").asText(),
                                "client profile " + profile.path("name").asText(),
                                "client-policy-executor")));
        realm.path("eventsListeners").forEach(one -> needed(users, one.asText(), "realm", "eventsListener"));
        boolean hasFeed = Json.objects(realm.path("clients")).stream()
                .anyMatch(client -> client.path("clientId").asText().equals("revocation-feed"));
        if (hasFeed) {
            needed(users, "revocation-feed", "client revocation-feed", "realm-restapi-extension");
        }
        for (String type : List.of("login", "account", "admin", "email")) {
            String theme = realm.path(type + "Theme").asText();
            if (!theme.isEmpty() && !themes(type).contains(theme)) {
                users.computeIfAbsent("theme " + theme, name -> new TreeSet<>()).add("realm");
            }
        }
        List<Finding> findings = new ArrayList<>();
        users.forEach((missing, where) -> findings.add(new Finding(
                String.join(", ", where),
                "needs the " + missing + ", which this Keycloak does not have",
                "put its jar into providers/, run kc.sh build and start Keycloak again")));
        return findings;
    }

    private void need(
            Map<String, Set<String>> users, JsonNode one, String member, String what, String name, String... spis) {
        if (one.has(member)) {
            needed(users, one.path(member).asText(), what + " " + one.path(name).asText(), spis);
        }
    }

    private void needed(Map<String, Set<String>> users, String provider, String where, String... spis) {
        for (String spi : spis) {
            if (server.path("providers").path(spi).path("providers").has(provider)) {
                return;
            }
        }
        users.computeIfAbsent("extension " + provider, name -> new TreeSet<>()).add(where);
    }

    private Set<String> themes(String type) {
        Set<String> names = new TreeSet<>();
        server.path("themes")
                .path(type)
                .forEach(theme -> names.add(theme.path("name").asText()));
        return names;
    }
}

package dev.daemun.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.util.JsonSerialization;

/**
 * All that a realm allows, each as one line: who may do what, where people are sent back to, through which steps and which
 * provider they come in. What it forbids is a line that begins with "unless".
 */
record Openness(Set<String> allowed) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Openness of(RealmResource realm) {
        try {
            JsonNode export = JSON.readTree(JsonSerialization.writeValueAsString(realm.partialExport(true, true)));
            Openness openness = new Openness(new TreeSet<>());
            openness.addRoles(export);
            openness.addClients(export);
            openness.addProviders(export);
            openness.addFlows(export);
            openness.addAdminPermissions(export);
            return openness;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void addRoles(JsonNode export) {
        export.path("roles")
                .path("realm")
                .forEach(role -> addGrants("role " + text(role, "name"), role.path("composites")));
        export.path("roles")
                .path("client")
                .properties()
                .forEach(client -> client.getValue()
                        .forEach(role -> addGrants("role " + text(role, "name"), role.path("composites"))));
        export.path("groups").forEach(group -> {
            add("group " + text(group, "name"), group.path("realmRoles"));
            group.path("clientRoles").properties().forEach(one -> add("group " + text(group, "name"), one.getValue()));
        });
        Set<String> on = new TreeSet<>();
        export.path("clients").forEach(client -> {
            if (client.path("enabled").asBoolean()) {
                on.add(text(client, "clientId"));
            }
        });
        export.path("users").forEach(user -> {
            if (!on.contains(text(user, "serviceAccountClientId"))) {
                return;
            }
            add(text(user, "username"), user.path("realmRoles"));
            user.path("clientRoles").properties().forEach(one -> add(text(user, "username"), one.getValue()));
        });
    }

    private void addGrants(String who, JsonNode grants) {
        add(who, grants.path("realm"));
        grants.path("client").properties().forEach(one -> add(who, one.getValue()));
    }

    private void add(String who, JsonNode what) {
        what.forEach(one -> allowed.add(who + " has " + one.asText()));
    }

    private void addClients(JsonNode export) {
        for (JsonNode client : export.path("clients")) {
            if (!client.path("enabled").asBoolean()) {
                continue;
            }
            String who = "client " + text(client, "clientId");
            // What decides together is one line: a public client with this address is more than each of the two.
            allowed.add(who + " public " + client.path("publicClient") + ", standard flow "
                    + client.path("standardFlowEnabled") + ", full scope " + client.path("fullScopeAllowed")
                    + ", sends back to " + new TreeSet<>(strings(client.path("redirectUris"))) + ", pkce "
                    + client.path("attributes").path("pkce.code.challenge.method"));
            strings(client.path("defaultClientScopes")).forEach(scope -> allowed.add(who + " gives " + scope));
            strings(client.path("optionalClientScopes")).forEach(scope -> allowed.add(who + " offers " + scope));
        }
        export.path("scopeMappings")
                .forEach(one ->
                        add(text(one, "client") + text(one, "clientScope") + " lets through", one.path("roles")));
    }

    /** A provider with all its mappers is one line, since each of them decides who somebody is. */
    private void addProviders(JsonNode export) {
        for (JsonNode provider : export.path("identityProviders")) {
            if (provider.path("enabled").asBoolean()) {
                Set<String> mappers = new TreeSet<>();
                export.path("identityProviderMappers").forEach(mapper -> {
                    if (text(mapper, "identityProviderAlias").equals(text(provider, "alias"))) {
                        mappers.add(text(mapper, "name") + " " + sorted(mapper.path("config")));
                    }
                });
                allowed.add("provider " + text(provider, "alias") + ", trusted " + provider.path("trustEmail")
                        + ", signature " + provider.path("config").path("validateSignature") + ", by " + mappers
                        + ", through " + flow(export, text(provider, "firstBrokerLoginFlowAlias")));
            }
        }
    }

    private void addFlows(JsonNode export) {
        for (String binding : List.of("browserFlow", "firstBrokerLoginFlow", "directGrantFlow")) {
            allowed.add(binding + " " + flow(export, text(export, binding)));
        }
        for (String member :
                List.of("registrationAllowed", "rememberMe", "resetPasswordAllowed", "bruteForceProtected")) {
            allowed.add(member + " " + export.path(member));
        }
        allowed.add("access tokens live " + export.path("accessTokenLifespan"));
    }

    /** A permission with the policies that say for whom it is. */
    private void addAdminPermissions(JsonNode export) {
        for (JsonNode client : export.path("clients")) {
            JsonNode policies = client.at("/authorizationSettings/policies");
            if (!export.path("adminPermissionsEnabled").asBoolean()
                    || !text(client, "clientId").equals("admin-permissions")) {
                continue;
            }
            policies.forEach(permission -> {
                if (text(permission, "type").equals("scope")) {
                    Set<String> whose = new TreeSet<>();
                    policies.forEach(policy -> {
                        if (permission
                                .at("/config/applyPolicies")
                                .asText()
                                .contains("\"" + text(policy, "name") + "\"")) {
                            whose.add(policy.at("/config/roles").asText());
                        }
                    });
                    for (String resource : lists(permission.at("/config/resources"))) {
                        for (String scope : lists(permission.at("/config/scopes"))) {
                            allowed.add(whose + " may " + scope + " " + resource);
                        }
                    }
                }
            });
        }
    }

    private static List<String> lists(JsonNode text) {
        try {
            return strings(JSON.readTree(text.asText("[]")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The steps of a flow, without names. */
    private static String flow(JsonNode export, String alias) {
        StringBuilder steps = new StringBuilder();
        for (JsonNode flow : export.path("authenticationFlows")) {
            if (text(flow, "alias").equals(alias)) {
                for (JsonNode step : flow.path("authenticationExecutions")) {
                    steps.append(text(step, "requirement"))
                            .append(' ')
                            .append(text(step, "authenticator"))
                            .append(step.has("flowAlias") ? flow(export, text(step, "flowAlias")) : "")
                            .append(config(export, text(step, "authenticatorConfig")))
                            .append(';');
                }
            }
        }
        return "(" + steps + ")";
    }

    private static String config(JsonNode export, String alias) {
        for (JsonNode config : export.path("authenticatorConfig")) {
            if (text(config, "alias").equals(alias)) {
                return sorted(config.path("config")).toString();
            }
        }
        return "";
    }

    private static Set<String> sorted(JsonNode object) {
        Set<String> members = new TreeSet<>();
        object.properties().forEach(one -> members.add(one.getKey() + "=" + one.getValue()));
        return members;
    }

    private static List<String> strings(JsonNode array) {
        List<String> strings = new java.util.ArrayList<>();
        array.forEach(one -> strings.add(one.asText()));
        return strings;
    }

    private static String text(JsonNode object, String member) {
        return object.path(member).asText();
    }
}

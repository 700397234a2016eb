package dev.daemun.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Two versions of the realm's files, each of which opens something that the other one closes. */
final class TwoVersions {
    private TwoVersions() {}

    /** What changes together, in parts: the more there is in one, the more often all of it is done again. */
    enum Part {
        CLIENTS,
        ROLES_AND_RULES,
        PROVIDERS_AND_FLOWS;

        void change(ObjectNode files) {
            switch (this) {
                case CLIENTS -> changeClients(files);
                case ROLES_AND_RULES -> changeRolesAndRules(files);
                case PROVIDERS_AND_FLOWS -> changeProvidersAndFlows(files);
            }
        }
    }

    /** A client, a provider with a mapper, and the flow that it binds. */
    static void changeOneOfEach(ObjectNode files) {
        replaceReport(files);
        changeGoogle(files);
    }

    /** Switches a client off, and adds another with an account of its own, which is returned. */
    private static ObjectNode replaceReport(ObjectNode files) {
        ObjectNode report = named(files.path("clients"), "clientId", "sample-order-report");
        ObjectNode added = report.deepCopy();
        report.put("enabled", false);
        added.put("clientId", "second-report").put("secret", "the-secret-of-the-second-report");
        files.withArray("clients").add(added);
        files.withArray("users")
                .addObject()
                .put("username", "service-account-second-report")
                .put("enabled", true)
                .put("serviceAccountClientId", "second-report")
                .putArray("realmRoles")
                .add("order-manager");
        return added;
    }

    /** A provider, its mapper and the flow that it binds. */
    private static void changeGoogle(ObjectNode files) {
        named(files.path("identityProviders"), "alias", "google")
                .put("trustEmail", false)
                .withObject("/config")
                .put("hostedDomain", "*");
        named(files.path("identityProviderMappers"), "identityProviderAlias", "google")
                .withObject("/config")
                .put("template", "g-${CLAIM.sub}");
        step(
                named(files.path("authenticationFlows"), "alias", "small proof"),
                "idp-email-verification",
                "REQUIRED",
                20);
    }

    /** The project's files, with a flow that has all that a flow can have and is small. */
    static ObjectNode before(AdministeredRealm realm) {
        ObjectNode files = realm.files();
        ObjectNode flow = flow(files, "small", true);
        step(flow, "idp-review-profile", "REQUIRED", 10).put("authenticatorConfig", "small setting");
        flow.withArray("authenticationExecutions")
                .addObject()
                .put("authenticatorFlow", true)
                .put("flowAlias", "small proof")
                .put("requirement", "REQUIRED")
                .put("priority", 20);
        step(flow(files, "small proof", false), "idp-confirm-link", "REQUIRED", 10);
        files.withArray("authenticatorConfig")
                .addObject()
                .put("alias", "small setting")
                .putObject("config")
                .put("update.profile.on.first.login", "missing");
        named(files.path("identityProviders"), "alias", "google").put("firstBrokerLoginFlowAlias", "small");
        return files;
    }

    private static ObjectNode flow(ObjectNode files, String alias, boolean topLevel) {
        return files.withArray("authenticationFlows")
                .addObject()
                .put("alias", alias)
                .put("providerId", "basic-flow")
                .put("topLevel", topLevel)
                .put("builtIn", false);
    }

    private static ObjectNode step(ObjectNode flow, String authenticator, String requirement, int priority) {
        return flow.withArray("authenticationExecutions")
                .addObject()
                .put("authenticator", authenticator)
                .put("requirement", requirement)
                .put("priority", priority);
    }

    /** One that is opened wide and given less, one that goes, one that comes, and one that is switched off. */
    private static void changeClients(ObjectNode files) {
        ObjectNode webApp = named(files.path("clients"), "clientId", "sample-web-app");
        webApp.putArray("redirectUris").add("https://elsewhere.example.com/");
        webApp.putArray("optionalClientScopes").add("another-scope");
        remove(files, "clients", "clientId", "sample-api-docs");
        replaceReport(files).putArray("defaultClientScopes").add("basic").add("another-scope");
        ObjectNode scope = named(files.path("clientScopes"), "name", "sample-resource-service")
                .deepCopy();
        files.withArray("clientScopes").add(scope.put("name", "another-scope"));
        files.withArray("scopeMappings")
                .addObject()
                .put("clientScope", "another-scope")
                .putArray("roles")
                .add("order-manager");
        named(files.path("users"), "serviceAccountClientId", "sample-order-report")
                .putArray("realmRoles");
    }

    /** Roles that contain others and no longer do, groups, the realm's own settings, and what every client keeps to. */
    private static void changeRolesAndRules(ObjectNode files) {
        files.withArray("/roles/realm")
                .addObject()
                .put("name", "auditor")
                .putObject("composites")
                .putArray("realm")
                .add("order-manager");
        named(files.path("roles").path("realm"), "name", "shop-manager")
                .withObject("/composites")
                .putArray("realm")
                .add("auditor");
        ((ObjectNode) files.path("groups").get(0)).putArray("realmRoles").add("auditor");
        files.withArray("groups")
                .addObject()
                .put("name", "auditors")
                .putArray("realmRoles")
                .add("auditor");
        changeRoleManagers(files);
        files.put("registrationAllowed", true);
        files.put("bruteForceProtected", false);
        files.put("accessTokenLifespan", 60);
        files.put("rememberMe", false);
        ((ObjectNode) files.path("clientProfiles").path("profiles").get(0))
                .withArray("executors")
                .addObject()
                .put("executor", "secure-session")
                .putObject("configuration");
    }

    /** One may give another role than before, and one comes. */
    private static void changeRoleManagers(ObjectNode files) {
        ArrayNode policies = (ArrayNode)
                named(files.path("clients"), "clientId", "admin-permissions").at("/authorizationSettings/policies");
        named(policies, "name", "sample-role-manager").withObject("/config").put("roles", "[{\"id\":\"auditor\"}]");
        named(policies, "name", "sample-role-manager: roles")
                .withObject("/config")
                .put("resources", "[\"" + role(files, "member").path("id").asText() + "\"]");
        ObjectNode policy = named(policies, "name", "sample-role-manager").deepCopy();
        policies.add(policy.put("name", "auditors"));
        ObjectNode people =
                named(policies, "name", "sample-role-manager: people").deepCopy();
        people.withObject("/config").put("applyPolicies", "[\"auditors\"]").put("scopes", "[\"view\"]");
        policies.add(people.put("name", "auditors: people"));
    }

    private static ObjectNode role(ObjectNode files, String name) {
        return named(files.path("roles").path("realm"), "name", name);
    }

    /** A provider of which three parts change together, one that goes, and the flow that both versions bind. */
    private static void changeProvidersAndFlows(ObjectNode files) {
        changeGoogle(files);
        ObjectNode locale = files.withArray("identityProviderMappers").addObject();
        locale.put("name", "locale")
                .put("identityProviderAlias", "google")
                .put("identityProviderMapper", "oidc-user-attribute-idp-mapper")
                .putObject("config")
                .put("claim", "locale")
                .put("user.attribute", "locale")
                .put("syncMode", "IMPORT");
        remove(files, "identityProviders", "alias", "kakao");
        remove(files, "identityProviderMappers", "identityProviderAlias", "kakao");
    }

    private static ObjectNode named(JsonNode list, String member, String name) {
        for (JsonNode one : list) {
            if (one.path(member).asText().equals(name)) {
                return (ObjectNode) one;
            }
        }
        throw new IllegalArgumentException(name);
    }

    private static void remove(ObjectNode files, String list, String member, String name) {
        files.withArray(list).removeIf(one -> one.path(member).asText().equals(name));
    }
}

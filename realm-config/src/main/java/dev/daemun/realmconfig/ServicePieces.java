package dev.daemun.realmconfig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/**
 * A service in Keycloak's words: a client that is the audience of its tokens, a client scope that brings this audience and
 * the roles, and a service account when it has a secret.
 */
record ServicePieces(String id, ObjectNode service) {
    private static final String FEED = "revocation-feed";

    ObjectNode toKeycloak() {
        ObjectNode realm = JsonNodeFactory.instance.objectNode();
        realm.putArray("clients").add(client());
        ArrayNode scopes = realm.putArray("clientScopes");
        scopes.add(scope(id, use(), false).set("protocolMappers", audience()));
        service.path("scopes")
                .properties()
                .forEach(scope ->
                        scopes.add(scope(scope.getKey(), scope.getValue().asText(), true)));
        service.path("roles")
                .properties()
                .forEach(role ->
                        realm.withObject("/roles").withArray("realm").add(role(role.getKey(), role.getValue())));
        if (service.has("roles") || service.has("usesRoles")) {
            ObjectNode mapping = realm.putArray("scopeMappings").addObject().put("clientScope", id);
            ArrayNode roles = mapping.putArray("roles");
            service.path("roles").fieldNames().forEachRemaining(roles::add);
            service.path("usesRoles").forEach(roles::add);
        }
        if (hasAccount()) {
            realm.putArray("users").add(account());
        }
        return realm;
    }

    private boolean hasAccount() {
        return service.has("secret");
    }

    private boolean readsFeed() {
        return service.path("readsFeed").asBoolean();
    }

    private String name() {
        return service.path("name").asText(id);
    }

    private String use() {
        return "Use of the " + name().substring(0, 1).toLowerCase(Locale.ROOT) + name().substring(1)
                + ": its audience, and the roles it knows";
    }

    private ObjectNode client() {
        ObjectNode client =
                JsonNodeFactory.instance.objectNode().put("clientId", id).put("name", name());
        client.set("description", service.get("description"));
        client.put("enabled", true).put("protocol", "openid-connect").put("publicClient", false);
        List.of("standardFlowEnabled", "implicitFlowEnabled", "directAccessGrantsEnabled", "fullScopeAllowed")
                .forEach(off -> client.put(off, false));
        client.put("serviceAccountsEnabled", hasAccount());
        client.putArray("redirectUris");
        client.putArray("webOrigins");
        ObjectNode attributes = client.putObject("attributes");
        attributes.put(ServiceFile.ACCESS_TOKEN_TYPE, "true").put("pkce.code.challenge.method", "S256");
        ArrayNode scopes = client.putArray("defaultClientScopes");
        client.putArray("optionalClientScopes");
        if (hasAccount()) {
            client.put("clientAuthenticatorType", "client-secret").set("secret", service.get("secret"));
            attributes
                    .put("oauth2.device.authorization.grant.enabled", "false")
                    .put("oidc.ciba.grant.enabled", "false")
                    .put("client_credentials.use_refresh_token", "false");
            scopes.add("basic").add("daemun");
        } else {
            client.put("bearerOnly", true);
        }
        if (readsFeed()) {
            scopes.add(FEED);
        }
        return client;
    }

    private static ObjectNode scope(String name, String description, boolean isInTokens) {
        ObjectNode scope = JsonNodeFactory.instance.objectNode();
        scope.put("name", name).put("description", description).put("protocol", "openid-connect");
        scope.putObject("attributes")
                .put("include.in.token.scope", Boolean.toString(isInTokens))
                .put("display.on.consent.screen", "false");
        return scope;
    }

    private ArrayNode audience() {
        ArrayNode mappers = JsonNodeFactory.instance.arrayNode();
        mappers.addObject()
                .put("name", "audience")
                .put("protocol", "openid-connect")
                .put("protocolMapper", "oidc-audience-mapper")
                .putObject("config")
                .put("included.client.audience", id)
                .put("access.token.claim", "true")
                .put("id.token.claim", "false")
                .put("introspection.token.claim", "true")
                .put("lightweight.claim", "true");
        return mappers;
    }

    private static ObjectNode role(String name, JsonNode role) {
        ObjectNode made = JsonNodeFactory.instance.objectNode().put("name", name);
        made.set("description", role.get("description"));
        if (role.has("includes")) {
            made.put("composite", true).putObject("composites").set("realm", role.get("includes"));
        }
        return made;
    }

    private ObjectNode account() {
        ObjectNode account = JsonNodeFactory.instance
                .objectNode()
                .put("username", "service-account-" + id)
                .put("enabled", true)
                .put("serviceAccountClientId", id);
        if (service.has("hasRoles")) {
            account.set("realmRoles", service.get("hasRoles"));
        }
        if (readsFeed()) {
            account.putObject("clientRoles").putArray(FEED).add("read-withdrawals");
        }
        return account;
    }
}

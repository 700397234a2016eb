package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What Keycloak puts into a realm of which nobody has said otherwise: its settings, its own flows and its required actions.
 * So a setting that the files leave out, and that somebody changed on the server, is a difference too.
 */
final class KeycloakDefaults {
    /** The minor version of Keycloak that the defaults were read from. */
    static final String VERSION = "26.7";

    /** Keycloak's own clients: it makes them in each realm, so nobody deletes them. */
    static final Set<String> CLIENTS = Set.of(
            "account",
            "account-console",
            "admin-cli",
            AdminPolicies.CLIENT,
            "broker",
            "realm-management",
            "security-admin-console");

    /** Keycloak's own realm roles, beside the default role. Each default role contains them. */
    static final Set<String> ROLES = Set.of("offline_access", "uma_authorization");

    static final String OFFLINE_SCOPE = "offline_access";

    /** What a client is that says nothing of it, in an imported file. */
    static final ObjectNode CLIENT = Json.object()
            .put("enabled", true)
            .put("surrogateAuthRequired", false)
            .put("alwaysDisplayInConsole", false)
            .put("clientAuthenticatorType", "client-secret")
            .put("bearerOnly", false)
            .put("consentRequired", false)
            .put("standardFlowEnabled", true)
            .put("implicitFlowEnabled", false)
            .put("directAccessGrantsEnabled", false)
            .put("serviceAccountsEnabled", false)
            .put("publicClient", false)
            .put("frontchannelLogout", false)
            .put("fullScopeAllowed", true)
            .put("protocol", "openid-connect")
            .set(
                    "attributes",
                    Json.object()
                            .put("post.logout.redirect.uris", "+")
                            // What REST writes and an import does not; it means the same where it is absent.
                            .put("backchannel.logout.session.required", "true")
                            .put("backchannel.logout.revoke.offline.tokens", "false"));

    static final ObjectNode IDENTITY_PROVIDER = Json.object()
            .put("enabled", true)
            .put("trustEmail", false)
            .put("storeToken", false)
            .put("addReadTokenRoleOnCreate", false)
            .put("authenticateByDefault", false)
            .put("linkOnly", false)
            .put("hideOnLogin", false);

    static final String CONSOLE = "security-admin-console";

    private KeycloakDefaults() {}

    /** The mappers that Keycloak gives a client of a file that does not name them. */
    static ObjectNode mappersOf(String clientId) {
        ObjectNode mappers = Json.object();
        if (clientId.equals(CONSOLE)) {
            ObjectNode locale = mappers.putObject("locale");
            locale.put("protocol", "openid-connect").put("protocolMapper", "oidc-usermodel-attribute-mapper");
            locale.putObject("config")
                    .put("user.attribute", "locale")
                    .put("claim.name", "locale")
                    .put("jsonType.label", "String")
                    .put("access.token.claim", "true")
                    .put("id.token.claim", "true")
                    .put("userinfo.token.claim", "true")
                    .put("introspection.token.claim", "true");
        }
        return mappers;
    }

    /** The realm of the files with all that Keycloak adds to it by itself. */
    static ObjectNode under(ObjectNode realm) {
        ObjectNode defaults = ofRealm();
        ObjectNode merged = Json.over(defaults, realm);
        if (realm.has("requiredActions")) {
            // An import takes a list of them as the whole list.
            merge(merged, named(defaults, realm), realm, "requiredActions", "alias");
        }
        merge(merged, defaults, realm, "authenticationFlows", "alias");
        merge(merged, defaults, realm, "authenticatorConfig", "alias");
        return merged;
    }

    /** The defaults of those required actions that the files name. */
    private static ObjectNode named(ObjectNode defaults, ObjectNode realm) {
        Set<String> aliases = new HashSet<>();
        realm.path("requiredActions")
                .forEach(one -> aliases.add(one.path("alias").asText()));
        ObjectNode named = Json.object();
        Json.objects(defaults.path("requiredActions")).stream()
                .filter(one -> aliases.contains(one.path("alias").asText()))
                .forEach(named.putArray("requiredActions")::add);
        return named;
    }

    private static void merge(ObjectNode merged, ObjectNode defaults, ObjectNode realm, String list, String key) {
        Map<String, JsonNode> byName = new LinkedHashMap<>();
        defaults.path(list).forEach(one -> byName.put(one.path(key).asText(), one));
        realm.path(list)
                .forEach(one -> byName.merge(
                        one.path(key).asText(),
                        one,
                        (own, ours) -> list.equals("requiredActions") ? Json.over((ObjectNode) own, ours) : ours));
        merged.putArray(list).addAll(byName.values());
    }

    /** What a realm is of which nobody has said anything. */
    static ObjectNode ofRealm() {
        String name = "keycloak-" + VERSION + ".json";
        try (InputStream in = Objects.requireNonNull(KeycloakDefaults.class.getResourceAsStream(name), name)) {
            return (ObjectNode) Json.MAPPER.readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException("The built-in " + name + " can't be read.", e);
        }
    }
}

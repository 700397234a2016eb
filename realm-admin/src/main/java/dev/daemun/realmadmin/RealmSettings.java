package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

/** What is compared of the realm itself: its settings, and which flows, scopes and groups it names. */
final class RealmSettings {
    static final List<String> FLOW_BINDINGS = List.of(
            "browserFlow",
            "registrationFlow",
            "directGrantFlow",
            "resetCredentialsFlow",
            "clientAuthenticationFlow",
            "dockerAuthenticationFlow",
            "firstBrokerLoginFlow");

    /** What is an object of its own, an id, or counted by Keycloak. */
    private static final List<String> LEFT_OUT = List.of(
            "id",
            "realm",
            "notBefore",
            "keycloakVersion",
            "requiredCredentials",
            // Follows from the policy of one-time passwords.
            "otpSupportedApplications",
            "defaultRole",
            "adminPermissionsClient",
            "roles",
            "groups",
            "users",
            "clients",
            "clientScopes",
            "scopeMappings",
            "clientScopeMappings",
            "identityProviders",
            "identityProviderMappers",
            "authenticationFlows",
            "authenticatorConfig",
            "requiredActions",
            "components",
            "localizationTexts",
            "clientProfiles",
            "clientPolicies");

    static final Set<String> NAMED_ONLY = Set.of("organizations", "federatedUsers", "protocolMappers");

    private static final Map<String, String> SAID_BY_THE_OLDER = Map.of("Yes", "required", "No", "discouraged");

    private RealmSettings() {}

    static ObjectNode of(ObjectNode realm, SortedSet<String> notCovered) {
        ObjectNode content = realm.deepCopy();
        content.remove(LEFT_OUT);
        for (String named : NAMED_ONLY) {
            if (content.remove(named) != null) {
                notCovered.add(named);
            }
        }
        ObjectNode attributes = Json.ofStrings(content.path("attributes"));
        // Keycloak keeps some settings as attributes, and then says them twice.
        realm.fieldNames().forEachRemaining(attributes::remove);
        content.set("attributes", attributes);
        content.set("smtpServer", Json.ofStrings(content.path("smtpServer")));
        FLOW_BINDINGS.forEach(binding -> Flows.finish(content, binding));
        sayOnce(content, "webAuthnPolicy");
        sayOnce(content, "webAuthnPolicyPasswordless");
        Set<String> optional = Json.strings(realm.path("defaultOptionalClientScopes"));
        // Keycloak adds it to each realm that it imports.
        optional.remove(KeycloakDefaults.OFFLINE_SCOPE);
        content.set("defaultOptionalClientScopes", Json.array(optional));
        return content;
    }

    /**
     * Whether a key has to be kept on its device is said by a newer setting too, which decides where it is specified
     * (Keycloak's webauthnRegister.js). An upgrade leaves the older one as it was, and new realms do without.
     */
    private static void sayOnce(ObjectNode content, String policy) {
        String older = policy + "RequireResidentKey";
        String newer = content.path(policy + "ResidentKey").asText();
        if (newer.equals(SAID_BY_THE_OLDER.get(content.path(older).asText()))) {
            content.put(older, "not specified");
        }
    }

    static String defaultRole(JsonNode realm) {
        return realm.path("defaultRole")
                .path("name")
                .asText("default-roles-" + realm.path("realm").asText());
    }
}

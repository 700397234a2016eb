package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;

/**
 * What Keycloak sets at a client that does not say otherwise, whenever somebody changes it, because one of the realm's
 * client profiles says {@code auto-configure}. An import does not do that.
 */
record PolicyDefaults(JsonNode realm) {
    private static final String ACCESS_TOKEN_TYPE = "daemun-access-token-type";
    private static final String NO_FULL_SCOPE = "daemun-no-full-scope";

    /** They have no such switch. */
    private static final Set<String> ALWAYS = Set.of(ACCESS_TOKEN_TYPE, NO_FULL_SCOPE);

    ObjectNode ofClient(String clientId) {
        Set<String> executors = new HashSet<>();
        realm.path("clientProfiles")
                .path("profiles")
                .forEach(profile -> profile.path("executors").forEach(one -> {
                    if (one.path("configuration").path("auto-configure").asBoolean()
                            || ALWAYS.contains(one.path("executor").asText())) {
                        executors.add(one.path("executor").asText());
                    }
                }));
        ObjectNode defaults = Json.object();
        if (executors.contains("pkce-enforcer")) {
            defaults.withObject("/attributes").put("pkce.code.challenge.method", "S256");
        }
        if (executors.contains("reject-implicit-grant")) {
            defaults.put("implicitFlowEnabled", false);
        }
        if (executors.contains("reject-ropc-grant")) {
            defaults.put("directAccessGrantsEnabled", false);
        }
        if (executors.contains("full-scope-disabled")
                || (executors.contains(NO_FULL_SCOPE) && !clientId.equals(KeycloakDefaults.CONSOLE))) {
            defaults.put("fullScopeAllowed", false);
        }
        // Keycloak's own clients were there before the policy, which is about new ones.
        if (executors.contains(ACCESS_TOKEN_TYPE) && !KeycloakDefaults.CLIENTS.contains(clientId)) {
            defaults.withObject("/attributes").put(TokenCheck.TYPE, "true");
        }
        return defaults;
    }
}

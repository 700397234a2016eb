package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What is compared of a client, its roles aside. */
final class ClientContent {
    /** Ids, secrets, what Keycloak counts for itself, and a setting of adapters that no longer exist. */
    private static final List<String> LEFT_OUT = List.of(
            "id",
            "clientId",
            "secret",
            "registrationAccessToken",
            "notBefore",
            "nodeReRegistrationTimeout",
            "access",
            "registeredNodes",
            "protocolMappers",
            "origin",
            "type");

    static final List<String> KEPT_BY_KEYCLOAK =
            List.of("realm_client", "client.secret.creation.time", "client.secret.expiration.time");

    private ClientContent() {}

    /** @param more further defaults than Keycloak's own */
    static ObjectNode of(ObjectNode client, Flows flows, ObjectNode more) {
        ObjectNode content = Json.over(Json.over(KeycloakDefaults.CLIENT, more), client);
        content.remove(LEFT_OUT);
        ObjectNode attributes = Json.ofStrings(content.path("attributes"));
        attributes.remove(KEPT_BY_KEYCLOAK);
        content.set("attributes", attributes);
        ObjectNode overrides = Json.object();
        client.path("authenticationFlowBindingOverrides")
                .properties()
                .forEach(one ->
                        overrides.put(one.getKey(), flows.aliasOf(one.getValue().asText())));
        content.set("authenticationFlowBindingOverrides", overrides);
        content.set("mappers", Mappers.of(client.path("protocolMappers")));
        return content;
    }
}

package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Clients that send codes and tokens where they do not belong, or get more than they need. */
final class ClientCheck implements Check {
    @Override
    public List<Finding> findings(ObjectNode realm) {
        List<Finding> findings = new ArrayList<>();
        Set<String> enforced = Policies.enforcedForAll(realm);
        for (ObjectNode client : Json.objects(realm.path("clients"))) {
            if (client.path("enabled").asBoolean(true)
                    && !client.path("bearerOnly").asBoolean()) {
                check(client, enforced, findings);
            }
        }
        return findings;
    }

    private static void check(ObjectNode client, Set<String> enforced, List<Finding> findings) {
        String where = "client " + client.path("clientId").asText();
        boolean sendsBack = client.path("standardFlowEnabled").asBoolean(true)
                || client.path("implicitFlowEnabled").asBoolean();
        if (sendsBack) {
            client.path("redirectUris").forEach(uri -> redirect(client, where, uri.asText(), findings));
            boolean usesPkce = client.path("attributes")
                    .path("pkce.code.challenge.method")
                    .asText()
                    .equals("S256");
            if (client.path("publicClient").asBoolean() && !usesPkce && !enforced.contains("pkce-enforcer")) {
                findings.add(new Finding(
                        where,
                        "has no secret and no PKCE, so that whoever sees a code in an address can use it",
                        "set its \"PKCE Method\" to S256"));
            }
        }
        if (Json.strings(client.path("webOrigins")).contains("*")) {
            findings.add(new Finding(
                    where,
                    "every website's scripts may use its tokens at Keycloak (web origin *)",
                    "name its own origins, or + for those of its redirect URIs"));
        }
        if (client.path("implicitFlowEnabled").asBoolean() && !enforced.contains("reject-implicit-grant")) {
            findings.add(new Finding(
                    where,
                    "gets tokens in the address of a page (implicit flow), where histories and logs keep them",
                    "switch the implicit flow off and use codes with PKCE"));
        }
        if (client.path("directAccessGrantsEnabled").asBoolean() && !enforced.contains("reject-ropc-grant")) {
            findings.add(new Finding(
                    where,
                    "may ask people for their password itself (direct access grants), past providers and second"
                            + " factors",
                    "switch direct access grants off"));
        }
        if (client.path("fullScopeAllowed").asBoolean(true) && !isKeycloaksOwn(client)) {
            findings.add(new Finding(
                    where,
                    "its tokens carry every role that a person has (full scope), for whoever receives them to use",
                    "switch \"Full scope allowed\" off and give it the client scopes of the services it calls"));
        }
    }

    private static void redirect(JsonNode client, String where, String uri, List<Finding> findings) {
        if (uri.contains("*") && !(isKeycloaksOwn(client) && uri.startsWith("/"))) {
            findings.add(new Finding(
                    where,
                    "the redirect URI " + uri + " contains a wildcard, so that any page it fits may receive codes",
                    "name each address in full"));
        } else if (Addresses.isInClear(uri)) {
            findings.add(
                    new Finding(where, "the redirect URI " + uri + " sends codes in clear", "name its https address"));
        }
    }

    private static boolean isKeycloaksOwn(JsonNode client) {
        return KeycloakDefaults.CLIENTS.contains(client.path("clientId").asText());
    }
}

package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The client scope that Keycloak 26.7 adds to each realm of an older database, and to no realm that it imports with client
 * scopes (org.keycloak.migration.migrators.MigrateTo26_7_0). The realm has it by default then, and so have its SAML clients;
 * clients of OpenID Connect never do.
 */
final class ScopeOfAnUpgrade {
    private static final ObjectName NAME = new ObjectName(Kind.CLIENT_SCOPE, "AuthnContextClassRef");

    private ScopeOfAnUpgrade() {}

    /**
     * Counts it among Keycloak's own where it is as Keycloak makes it, and leaves it out of the lists to which Keycloak adds it.
     * Files that have this scope are compared with it as with any other.
     */
    static RealmObjects setAside(RealmObjects server, RealmObjects files) {
        ObjectNode scope = server.objects().get(NAME);
        if (scope == null || files.objects().containsKey(NAME) || !isAsKeycloakMakesIt(scope)) {
            return server;
        }
        SortedMap<ObjectName, ObjectNode> objects = new TreeMap<>(server.objects());
        objects.replaceAll((name, content) -> switch (name.kind()) {
            case REALM -> without(content, "defaultDefaultClientScopes");
            case CLIENT -> isSaml(content) ? without(content, "defaultClientScopes") : content;
            default -> content;
        });
        Set<ObjectName> keycloaks = new HashSet<>(server.keycloaks());
        keycloaks.add(NAME);
        return new RealmObjects(objects, server.managed(), keycloaks, server.notCovered());
    }

    private static boolean isAsKeycloakMakesIt(ObjectNode scope) {
        ObjectNode made = Json.object().put("protocol", "saml");
        made.putObject("mappers")
                .putObject(NAME.name())
                .put("protocol", "saml")
                .put("protocolMapper", "saml-authn-context-class-ref-mapper");
        ObjectNode found = scope.deepCopy();
        // Keycloak misspells it, and it means nothing.
        found.remove("description");
        return found.equals(made);
    }

    private static boolean isSaml(JsonNode client) {
        return client.path("protocol").asText().equals("saml");
    }

    private static ObjectNode without(ObjectNode content, String list) {
        Set<String> scopes = Json.strings(content.path(list));
        scopes.remove(NAME.name());
        ObjectNode copy = content.deepCopy();
        copy.set(list, Json.array(scopes));
        return (ObjectNode) Json.canonical(copy);
    }
}

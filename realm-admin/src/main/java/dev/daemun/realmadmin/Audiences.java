package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which client scopes put whom into the audience of a token. */
final class Audiences {
    private Audiences() {}

    /** The audiences that each client scope adds. */
    static Map<String, Set<String>> byScope(JsonNode realm) {
        Map<String, Set<String>> byScope = new HashMap<>();
        for (ObjectNode scope : Json.objects(realm.path("clientScopes"))) {
            for (JsonNode mapper : scope.path("protocolMappers")) {
                if (mapper.path("protocolMapper").asText().equals("oidc-audience-mapper")) {
                    Set<String> audiences =
                            byScope.computeIfAbsent(scope.path("name").asText(), name -> new HashSet<>());
                    audiences.add(mapper.path("config")
                            .path("included.client.audience")
                            .asText());
                    audiences.add(mapper.path("config")
                            .path("included.custom.audience")
                            .asText());
                    audiences.remove("");
                }
            }
        }
        return byScope;
    }

    static Set<String> scopesOf(JsonNode realm, String audience) {
        Set<String> scopes = new HashSet<>();
        byScope(realm).forEach((scope, audiences) -> {
            if (audiences.contains(audience)) {
                scopes.add(scope);
            }
        });
        return scopes;
    }
}

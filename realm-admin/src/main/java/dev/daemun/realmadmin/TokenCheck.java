package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What is in an access token: the type that services ask for, and no date of birth. */
final class TokenCheck implements Check {
    static final String TYPE = "access.token.header.type.rfc9068";
    private static final Set<String> BIRTH_DATES = Set.of("birthdate", "birthday", "dateOfBirth");

    @Override
    public List<Finding> findings(ObjectNode realm) {
        List<Finding> findings = new ArrayList<>();
        Set<String> scopesOfServices = Audiences.byScope(realm).keySet();
        Set<String> usedScopes = new HashSet<>();
        for (ObjectNode client : Json.objects(realm.path("clients"))) {
            if (!client.path("enabled").asBoolean(true)) {
                continue;
            }
            Set<String> scopes = new TreeSet<>(Json.strings(client.path("defaultClientScopes")));
            scopes.addAll(Json.strings(client.path("optionalClientScopes")));
            usedScopes.addAll(scopes);
            String where = "client " + client.path("clientId").asText();
            boolean callsServices = scopes.stream().anyMatch(scopesOfServices::contains);
            if (callsServices && !client.path("attributes").path(TYPE).asBoolean()) {
                findings.add(new Finding(
                        where,
                        "its access tokens have the type JWT, and services on the starter take at+jwt only (401)",
                        "switch \"Use \\\"at+jwt\\\" as access token header type\" on, the attribute " + TYPE));
            }
            client.path("protocolMappers").forEach(mapper -> birthDate(where, mapper, findings));
        }
        for (ObjectNode scope : Json.objects(realm.path("clientScopes"))) {
            if (usedScopes.contains(scope.path("name").asText())) {
                scope.path("protocolMappers")
                        .forEach(mapper ->
                                birthDate("client scope " + scope.path("name").asText(), mapper, findings));
            }
        }
        return findings;
    }

    private static void birthDate(String where, JsonNode mapper, List<Finding> findings) {
        JsonNode config = mapper.path("config");
        if (mapper.path("protocolMapper").asText().equals("oidc-usermodel-attribute-mapper")
                && BIRTH_DATES.contains(config.path("user.attribute").asText())
                && config.path("access.token.claim").asBoolean()) {
            findings.add(new Finding(
                    where,
                    "the mapper \"" + mapper.path("name").asText()
                            + "\" puts the date of birth into access tokens, for each service and each log on the way",
                    "switch \"Add to access token\" off, and use the mapper daemun-age-mapper where an age is asked"
                            + " for"));
        }
    }
}

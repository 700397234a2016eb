package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A partial export without what only this one server knows: ids, keys, times, and what it counts. */
final class WithoutServersOwn {
    /** Inside these, every name is the administrator's own, such as the language {@code id}. */
    private static final Set<String> OF_THE_ADMINISTRATOR =
            Set.of("attributes", "config", "configuration", "localizationTexts");

    private static final List<String> OF_AN_OBJECT = List.of(
            "containerId",
            "internalId",
            "parentId",
            "subGroupCount",
            "access",
            "notBefore",
            "createdTimestamp",
            "registeredNodes",
            "registrationAccessToken",
            "nodeReRegistrationTimeout",
            "types",
            "updateProfileFirstLoginMode");

    private static final String KEYS = "org.keycloak.keys.KeyProvider";

    private WithoutServersOwn() {}

    static ObjectNode of(ObjectNode server) {
        ObjectNode realm = server.deepCopy();
        adminPermissions(realm);
        Set<String> named = namedByClients(realm);
        strip(realm, named);
        realm.remove(List.of("keycloakVersion", "otpSupportedApplications", "requiredCredentials"));
        realm.remove(RealmSettings.NAMED_ONLY);
        ObjectNode attributes = realm.withObject("/attributes");
        realm.fieldNames().forEachRemaining(attributes::remove);
        Json.objects(realm.path("clients")).forEach(WithoutServersOwn::client);
        if (realm.path("clientScopes") instanceof ArrayNode scopes) {
            scopes.removeIf(scope -> scope.path("name").asText().equals(RealmLock.NAME));
        }
        Json.objects(realm.path("groups")).forEach(WithoutServersOwn::group);
        if (realm.path("components").path(KEYS) instanceof ArrayNode keys) {
            // Keys that somebody brought themselves can't be written into a file.
            keys.removeIf(key -> !key.path("providerId").asText().endsWith("-generated"));
            keys.forEach(key -> key.path("config")
                    .properties()
                    .removeIf(one -> Secrets.MASK.equals(one.getValue().path(0).asText())
                            || Set.of("kid", "certificate").contains(one.getKey())));
        }
        sort(realm);
        return realm;
    }

    /** Of the client that Keycloak has for them, only what somebody has said there. */
    private static void adminPermissions(ObjectNode realm) {
        AdminPolicies policies = new AdminPolicies(realm);
        ObjectNode client =
                Json.object().put("clientId", AdminPolicies.CLIENT).put("authorizationServicesEnabled", true);
        ArrayNode written = client.putObject("authorizationSettings").putArray("policies");
        policies.all().forEach(policy -> {
            ObjectNode content = policies.content(policy);
            Managed.unmark(content);
            written.add(AdminPolicies.written(policy.path("name").asText(), content));
        });
        realm.remove("adminPermissionsClient");
        if (realm.path("roles").path("client") instanceof ObjectNode roles) {
            roles.remove(AdminPolicies.CLIENT);
        }
        if (realm.path("users") instanceof ArrayNode users) {
            users.removeIf(user -> user.path("serviceAccountClientId").asText().equals(AdminPolicies.CLIENT));
        }
        if (realm.path("clients") instanceof ArrayNode clients) {
            clients.removeIf(one -> one.path("clientId").asText().equals(AdminPolicies.CLIENT));
            if (!written.isEmpty()) {
                clients.add(client);
            }
        }
    }

    /** Only by its id can an imported client name a flow. */
    private static Set<String> namedByClients(ObjectNode realm) {
        Set<String> ids = new HashSet<>();
        realm.path("clients")
                .forEach(client ->
                        client.path("authenticationFlowBindingOverrides").forEach(id -> ids.add(id.asText())));
        return ids;
    }

    private static void strip(JsonNode node, Set<String> kept) {
        if (node instanceof ObjectNode object) {
            Managed.unmark(object);
            object.remove(OF_AN_OBJECT);
            if (object.path("id").isTextual()
                    && !kept.contains(object.path("id").asText())) {
                object.remove("id");
            }
            object.properties().forEach(member -> {
                if (!OF_THE_ADMINISTRATOR.contains(member.getKey())) {
                    strip(member.getValue(), kept);
                }
            });
        } else {
            node.forEach(one -> strip(one, kept));
        }
    }

    private static void client(ObjectNode client) {
        if (client.path("clientId").asText().equals(AdminPolicies.CLIENT)) {
            return;
        }
        ObjectNode attributes = client.withObject("/attributes");
        attributes.remove(ClientContent.KEPT_BY_KEYCLOAK);
        // Without these, a policy of the realm or Keycloak itself would set them.
        for (String one : List.of("pkce.code.challenge.method", TokenCheck.TYPE)) {
            if (!attributes.has(one)) {
                attributes.put(one, "");
            }
        }
        client.withArray("/protocolMappers");
    }

    private static void group(ObjectNode group) {
        group.remove("path");
        Json.objects(group.path("subGroups")).forEach(WithoutServersOwn::group);
    }

    /** So that two exports of the same realm are the same files. */
    private static void sort(ObjectNode realm) {
        realm.properties().forEach(member -> {
            if (member.getValue() instanceof ArrayNode list
                    && !Json.objects(list).isEmpty()) {
                List<ObjectNode> sorted = new ArrayList<>(Json.objects(list));
                sorted.sort(Comparator.comparing(one -> one.path("clientId").asText()
                        + one.path("alias").asText()
                        + one.path("identityProviderAlias").asText()
                        + one.path("name").asText()));
                list.removeAll().addAll(sorted);
            }
        });
    }
}

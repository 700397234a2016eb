package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Clients with their mappers, scopes, roles and service accounts. A client is switched on last and off first. */
record ClientWriter(
        RealmServer server, Ids ids, RoleGrants grants, MapperRequests mappers, ObjectNode files, ObjectNode export)
        implements Writer {
    private static final List<String> SCOPE_LISTS = List.of("defaultClientScopes", "optionalClientScopes");

    /** What has addresses of its own. */
    private static final Set<String> BESIDE =
            Set.of("mappers", "roles", "serviceAccountRoles", "defaultClientScopes", "optionalClientScopes", "enabled");

    @Override
    public void close(Difference client) {
        String id = ids.of(client.name());
        if (isEnabled(client.found()) && !isEnabled(client.wanted())) {
            server.put(asFound(client).put("enabled", false), "clients", id);
        }
        if (client.what() != Difference.What.CHANGED) {
            return;
        }
        grants.take(client.found().path("roles"), client.wanted().path("roles"), "clients", id, "scope-mappings");
        JsonNode surplusRoles = client.found().path("serviceAccountRoles");
        if (!surplusRoles.isEmpty()) {
            grants.take(surplusRoles, client.wanted().path("serviceAccountRoles"), roleMappings(id));
        }
        for (String list : SCOPE_LISTS) {
            for (String scope : surplus(client.found(), client.wanted(), list)) {
                server.delete("clients", id, address(list), ids.of(Kind.CLIENT_SCOPE, scope));
            }
        }
        mappers.deleteSurplus(client, "clients", id);
    }

    @Override
    public void build(Difference client) {
        ObjectNode body = core(client);
        body.put("enabled", false);
        body.set("protocolMappers", MapperRequests.all(client));
        // Also where there is none: Keycloak would give the client those of the realm.
        SCOPE_LISTS.forEach(
                list -> body.set(list, Json.array(Json.strings(client.wanted().path(list)))));
        if (!body.has("adminUrl")) {
            // Keycloak would take the root URL.
            body.put("adminUrl", "");
        }
        body.set("secret", secret(client));
        ids.put(client.name(), server.create(body, "clients"));
    }

    @Override
    public void change(Difference client) {
        String id = ids.of(client.name());
        if (client.details().stream().anyMatch(detail -> !BESIDE.contains(detail.member()))) {
            server.put(
                    changed(client)
                            .put(
                                    "enabled",
                                    isEnabled(client.found())
                                            && isEnabled(client.wanted())
                                            && !getsServiceAccount(client)),
                    "clients",
                    id);
        }
        mappers.change(client, "clients", id);
    }

    @Override
    public void grant(Difference client) {
        String id = ids.of(client.name());
        if (client.what() == Difference.What.CHANGED) {
            mappers.addMissing(client, "clients", id);
            for (String list : SCOPE_LISTS) {
                for (String scope : surplus(client.wanted(), client.found(), list)) {
                    server.put(Json.object(), "clients", id, address(list), ids.of(Kind.CLIENT_SCOPE, scope));
                }
            }
        }
        grants.give(client.found().path("roles"), client.wanted().path("roles"), "clients", id, "scope-mappings");
        JsonNode wanted = client.wanted().path("serviceAccountRoles");
        JsonNode found = client.found().path("serviceAccountRoles");
        if (getsServiceAccount(client)) {
            String[] roleMappings = roleMappings(id);
            JsonNode given = Grants.ofMappings(server.get(roleMappings));
            grants.take(given, wanted, roleMappings);
            grants.give(given, wanted, roleMappings);
        } else if (!wanted.isEmpty() && !wanted.equals(found)) {
            grants.give(found, wanted, roleMappings(id));
        }
    }

    /** Keycloak gives a new service account the default role. So the client stays off until that is taken back. */
    private static boolean getsServiceAccount(Difference client) {
        return client.wanted().path("serviceAccountsEnabled").asBoolean()
                && !client.found().path("serviceAccountsEnabled").asBoolean();
    }

    @Override
    public void release(Difference client) {
        if (isEnabled(client.wanted()) && (!isEnabled(client.found()) || getsServiceAccount(client))) {
            server.put(changed(client).put("enabled", true), "clients", ids.of(client.name()));
        }
    }

    @Override
    public void delete(Difference client) {
        server.delete("clients", ids.of(client.name()));
    }

    private static boolean isEnabled(JsonNode content) {
        return content.path("enabled").asBoolean();
    }

    private static Set<String> surplus(JsonNode these, JsonNode butNotThose, String list) {
        Set<String> scopes = new TreeSet<>(Json.strings(these.path(list)));
        scopes.removeAll(Json.strings(butNotThose.path(list)));
        return scopes;
    }

    /** {@code defaultClientScopes} are at {@code default-client-scopes}. */
    private static String address(String list) {
        return list.equals("defaultClientScopes") ? "default-client-scopes" : "optional-client-scopes";
    }

    private String[] roleMappings(String client) {
        String user =
                server.get("clients", client, "service-account-user").path("id").asText();
        return new String[] {"users", user, "role-mappings"};
    }

    /** The client as the server has it, without what is changed elsewhere. */
    private ObjectNode asFound(Difference client) {
        ObjectNode body = Json.objects(export.path("clients")).stream()
                .filter(one ->
                        one.path("clientId").asText().equals(client.name().name()))
                .findFirst()
                .map(ObjectNode::deepCopy)
                .orElseGet(Json::object);
        // The export has a mask in place of the secret, which would become the secret.
        body.remove(List.of("secret", "protocolMappers", "defaultClientScopes", "optionalClientScopes"));
        return body;
    }

    private ObjectNode changed(Difference client) {
        ObjectNode body = Json.over(asFound(client), core(client));
        client.found().fieldNames().forEachRemaining(member -> {
            if (!client.wanted().has(member) && !BESIDE.contains(member)) {
                body.set(member, nothing(client.found().path(member)));
            }
        });
        for (String map : List.of("attributes", "authenticationFlowBindingOverrides")) {
            // Keycloak keeps what is not named, so what is to go is made empty.
            client.found().path(map).fieldNames().forEachRemaining(name -> {
                if (!client.wanted().path(map).has(name)) {
                    body.withObject("/" + map).put(name, "");
                }
            });
        }
        boolean becomesConfidential = client.found().path("publicClient").asBoolean()
                && !client.wanted().path("publicClient").asBoolean();
        if (becomesConfidential || client.what() == Difference.What.MISSING) {
            body.set("secret", secret(client));
        }
        return body;
    }

    private static JsonNode nothing(JsonNode found) {
        if (found.isArray()) {
            return Json.MAPPER.createArrayNode();
        }
        return found.isObject() ? Json.object() : Json.MAPPER.getNodeFactory().textNode("");
    }

    private ObjectNode core(Difference client) {
        ObjectNode body = client.wanted().deepCopy();
        body.remove(BESIDE);
        body.put("clientId", client.name().name());
        ObjectNode overrides = Json.object();
        client.wanted()
                .path("authenticationFlowBindingOverrides")
                .properties()
                .forEach(one -> overrides.put(
                        one.getKey(), ids.of(Kind.FLOW, one.getValue().asText())));
        body.set("authenticationFlowBindingOverrides", overrides);
        if (!KeycloakDefaults.CLIENTS.contains(client.name().name())) {
            Managed.mark(body, "attributes");
        }
        return body;
    }

    private JsonNode secret(Difference client) {
        return Json.objects(files.path("clients")).stream()
                .filter(one ->
                        one.path("clientId").asText().equals(client.name().name()))
                .findFirst()
                .map(one -> one.path("secret"))
                .orElseThrow();
    }
}

package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/** The ids that a server has given to the objects of a realm, read from its export and completed by what is made. */
final class Ids {
    private final Map<ObjectName, String> ids = new HashMap<>();
    private final Map<String, String> mappers = new HashMap<>();

    Ids(ObjectNode export) {
        for (JsonNode role : export.path("roles").path("realm")) {
            put(Kind.ROLE, role.path("name").asText(), role);
        }
        export.path("roles")
                .path("client")
                .properties()
                .forEach(client -> client.getValue()
                        .forEach(role -> put(
                                Kind.CLIENT_ROLE,
                                client.getKey() + "/" + role.path("name").asText(),
                                role)));
        export.path("groups").forEach(group -> putGroup("", group));
        for (JsonNode scope : export.path("clientScopes")) {
            put(Kind.CLIENT_SCOPE, scope.path("name").asText(), scope);
            putMappers(Kind.CLIENT_SCOPE, scope.path("name").asText(), scope.path("protocolMappers"));
        }
        for (JsonNode client : export.path("clients")) {
            put(Kind.CLIENT, client.path("clientId").asText(), client);
            putMappers(Kind.CLIENT, client.path("clientId").asText(), client.path("protocolMappers"));
        }
        for (JsonNode mapper : export.path("identityProviderMappers")) {
            mappers.put(
                    mapperKey(
                            new ObjectName(
                                    Kind.IDENTITY_PROVIDER,
                                    mapper.path("identityProviderAlias").asText()),
                            mapper.path("name").asText()),
                    mapper.path("id").asText());
        }
        new AdminPolicies(export)
                .all()
                .forEach(policy ->
                        put(AdminPolicies.kind(policy), policy.path("name").asText(), policy));
        export.path("authenticationFlows")
                .forEach(flow -> put(Kind.FLOW, flow.path("alias").asText(), flow));
    }

    private void put(Kind kind, String name, JsonNode object) {
        put(new ObjectName(kind, name), object.path("id").asText());
    }

    void put(ObjectName name, String id) {
        ids.put(name, id);
    }

    private void putGroup(String parent, JsonNode group) {
        String path = parent + "/" + group.path("name").asText();
        put(Kind.GROUP, path, group);
        group.path("subGroups").forEach(inner -> putGroup(path, inner));
    }

    private void putMappers(Kind kind, String name, JsonNode list) {
        list.forEach(mapper -> mappers.put(
                mapperKey(new ObjectName(kind, name), mapper.path("name").asText()),
                mapper.path("id").asText()));
    }

    String of(ObjectName name) {
        String id = ids.get(name);
        if (id == null) {
            throw new RealmAdminException(
                    "The files speak of the " + name + ", which neither they nor the server have.");
        }
        return id;
    }

    String of(Kind kind, String name) {
        return of(new ObjectName(kind, name));
    }

    /** A realm role by its name, or a client role by the client's and its own with a slash between them. */
    String ofRole(String name) {
        ObjectName realmRole = new ObjectName(Kind.ROLE, name);
        return ids.containsKey(realmRole) ? of(realmRole) : of(Kind.CLIENT_ROLE, name);
    }

    String ofMapper(ObjectName owner, String mapper) {
        return mappers.get(mapperKey(owner, mapper));
    }

    private static String mapperKey(ObjectName owner, String mapper) {
        return owner + "\n" + mapper;
    }
}

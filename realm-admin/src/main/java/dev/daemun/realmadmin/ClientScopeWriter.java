package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** Client scopes with their mappers and roles. */
record ClientScopeWriter(RealmServer server, Ids ids, RoleGrants grants, MapperRequests mappers) implements Writer {
    private static final Set<String> BESIDE = Set.of("mappers", "roles");

    @Override
    public void close(Difference scope) {
        if (scope.what() == Difference.What.CHANGED) {
            String id = ids.of(scope.name());
            grants.take(
                    scope.found().path("roles"), scope.wanted().path("roles"), "client-scopes", id, "scope-mappings");
            mappers.deleteSurplus(scope, "client-scopes", id);
        }
    }

    @Override
    public void build(Difference scope) {
        ObjectNode body = body(scope);
        body.set("protocolMappers", MapperRequests.all(scope));
        ids.put(scope.name(), server.create(body, "client-scopes"));
    }

    @Override
    public void change(Difference scope) {
        String id = ids.of(scope.name());
        if (scope.details().stream().anyMatch(detail -> !BESIDE.contains(detail.member()))) {
            server.put(body(scope), "client-scopes", id);
        }
        mappers.change(scope, "client-scopes", id);
    }

    @Override
    public void grant(Difference scope) {
        String id = ids.of(scope.name());
        if (scope.what() == Difference.What.CHANGED) {
            mappers.addMissing(scope, "client-scopes", id);
        }
        grants.give(scope.found().path("roles"), scope.wanted().path("roles"), "client-scopes", id, "scope-mappings");
    }

    @Override
    public void delete(Difference scope) {
        server.delete("client-scopes", ids.of(scope.name()));
    }

    private static ObjectNode body(Difference scope) {
        ObjectNode body = Json.object();
        body.put("name", scope.name().name());
        body.put("description", scope.wanted().path("description").asText());
        body.put("protocol", scope.wanted().path("protocol").asText());
        ObjectNode attributes = body.putObject("attributes");
        // Keycloak keeps what is not named, so what is to go is made empty.
        scope.found().path("attributes").fieldNames().forEachRemaining(name -> attributes.put(name, ""));
        scope.wanted().path("attributes").properties().forEach(one -> attributes.set(one.getKey(), one.getValue()));
        Managed.mark(body, "attributes");
        return body;
    }
}

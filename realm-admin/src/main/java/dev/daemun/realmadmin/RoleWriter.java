package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Realm roles and client roles. */
record RoleWriter(RealmServer server, Ids ids, RoleGrants grants) implements Writer {
    @Override
    public void close(Difference role) {
        if (role.what() == Difference.What.CHANGED) {
            JsonNode surplus =
                    grants.surplus(role.found().path("roles"), role.wanted().path("roles"));
            if (!surplus.isEmpty()) {
                server.delete(surplus, "roles-by-id", ids.of(role.name()), "composites");
            }
        }
    }

    @Override
    public void build(Difference role) {
        ObjectNode body = body(role);
        String name = body.path("name").asText();
        if (role.name().kind() == Kind.ROLE) {
            server.post(body, "roles");
            ids.put(role.name(), server.get("roles", name).path("id").asText());
        } else {
            String client = ids.of(Kind.CLIENT, clientOf(role.name()));
            server.post(body, "clients", client, "roles");
            ids.put(
                    role.name(),
                    server.get("clients", client, "roles", name).path("id").asText());
        }
    }

    @Override
    public void change(Difference role) {
        if (role.details().stream().anyMatch(detail -> !detail.member().equals("roles"))) {
            server.put(body(role), "roles-by-id", ids.of(role.name()));
        }
    }

    @Override
    public void grant(Difference role) {
        JsonNode missing =
                grants.surplus(role.wanted().path("roles"), role.found().path("roles"));
        if (!missing.isEmpty()) {
            server.post(missing, "roles-by-id", ids.of(role.name()), "composites");
        }
    }

    @Override
    public void delete(Difference role) {
        server.delete("roles-by-id", ids.of(role.name()));
    }

    private static ObjectNode body(Difference role) {
        ObjectNode body = Json.object();
        String name = role.name().name();
        body.put("name", name.substring(name.indexOf('/') + 1));
        body.put("description", role.wanted().path("description").asText());
        body.set("attributes", Json.over(Json.object(), role.wanted().path("attributes")));
        Managed.markList(body);
        return body;
    }

    private static String clientOf(ObjectName role) {
        return role.name().substring(0, role.name().indexOf('/'));
    }
}

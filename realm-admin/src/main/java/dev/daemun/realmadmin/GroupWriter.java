package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Groups, each named by its path. */
record GroupWriter(RealmServer server, Ids ids, RoleGrants grants) implements Writer {
    @Override
    public void close(Difference group) {
        if (group.what() == Difference.What.CHANGED) {
            grants.take(
                    group.found().path("roles"),
                    group.wanted().path("roles"),
                    "groups",
                    ids.of(group.name()),
                    "role-mappings");
        }
    }

    @Override
    public void build(Difference group) {
        String path = group.name().name();
        String parent = path.substring(0, path.lastIndexOf('/'));
        ids.put(
                group.name(),
                parent.isEmpty()
                        ? server.create(body(group), "groups")
                        : server.create(body(group), "groups", ids.of(Kind.GROUP, parent), "children"));
    }

    @Override
    public void change(Difference group) {
        if (group.details().stream().anyMatch(detail -> !detail.member().equals("roles"))) {
            server.put(body(group), "groups", ids.of(group.name()));
        }
    }

    @Override
    public void grant(Difference group) {
        grants.give(
                group.found().path("roles"),
                group.wanted().path("roles"),
                "groups",
                ids.of(group.name()),
                "role-mappings");
    }

    @Override
    public void delete(Difference group) {
        server.delete("groups", ids.of(group.name()));
    }

    private static ObjectNode body(Difference group) {
        ObjectNode body = Json.object();
        String path = group.name().name();
        body.put("name", path.substring(path.lastIndexOf('/') + 1));
        body.put("description", group.wanted().path("description").asText());
        body.set("attributes", Json.over(Json.object(), group.wanted().path("attributes")));
        Managed.markList(body);
        return body;
    }
}

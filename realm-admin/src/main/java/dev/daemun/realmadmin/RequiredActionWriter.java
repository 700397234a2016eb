package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Required actions: what a person is asked to do before a sign-in ends. */
record RequiredActionWriter(RealmServer server) implements Writer {
    private static final String AT = "authentication";

    @Override
    public void build(Difference action) {
        ObjectNode body = Json.object();
        body.set("providerId", action.wanted().path("providerId"));
        body.set("name", action.wanted().path("name"));
        server.post(body, AT, "register-required-action");
        change(action);
    }

    @Override
    public void change(Difference action) {
        String alias = action.name().name();
        ObjectNode body = Json.over(Json.object().put("alias", alias), action.wanted());
        body.set("config", Json.over(Json.object(), action.wanted().path("config")));
        server.put(body, AT, "required-actions", alias);
    }
}

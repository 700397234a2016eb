package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The protocol mappers of a client or of a client scope, by their names. */
final class Mappers {
    private Mappers() {}

    static ObjectNode of(JsonNode list) {
        ObjectNode mappers = Json.object();
        for (ObjectNode mapper : Json.objects(list)) {
            ObjectNode content = mappers.putObject(mapper.path("name").asText());
            content.put("protocol", mapper.path("protocol").asText("openid-connect"));
            content.set("protocolMapper", mapper.path("protocolMapper"));
            ObjectNode config = Json.ofStrings(mapper.path("config"));
            // Keycloak answers with these where nobody has set them (AbstractOIDCProtocolMapper.getEffectiveModel).
            follow(config, "userinfo.token.claim", "id.token.claim");
            follow(config, "introspection.token.claim", "access.token.claim");
            content.set("config", config);
        }
        return mappers;
    }

    private static void follow(ObjectNode config, String follower, String leader) {
        if (config.has(leader) && !config.has(follower)) {
            config.set(follower, config.get(leader));
        }
    }
}

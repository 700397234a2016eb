package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** The realm's user profile, which Keycloak keeps as text in the settings of a component. */
final class UserProfile {
    static final String COMPONENT = "org.keycloak.userprofile.UserProfileProvider";

    /** The setting of the component in which the profile stands. */
    static final String MEMBER = "kc.user.profile.config";

    private UserProfile() {}

    static Optional<ObjectNode> of(JsonNode components) {
        return text(components.path(0)).map(text -> {
            ObjectNode profile = (ObjectNode) Json.parse(text, "The user profile");
            profile.set("attributes", byName(profile.path("attributes")));
            profile.set("groups", byName(profile.path("groups")));
            return profile;
        });
    }

    /** As Keycloak keeps it. */
    static Optional<String> text(JsonNode component) {
        return Optional.ofNullable(component.path("config").path(MEMBER).path(0).textValue());
    }

    /** The form that Keycloak takes at {@code users/profile}. */
    static ObjectNode toKeycloak(ObjectNode content) {
        ObjectNode profile = content.deepCopy();
        for (String list : new String[] {"attributes", "groups"}) {
            var array = Json.MAPPER.createArrayNode();
            content.path(list)
                    .properties()
                    .forEach(one -> array.add(Json.over(Json.object().put("name", one.getKey()), one.getValue())));
            // In the order of the files, which is that of the form.
            java.util.List<JsonNode> ordered = new java.util.ArrayList<>();
            array.forEach(ordered::add);
            ordered.sort(
                    java.util.Comparator.comparingInt(one -> one.path("$order").asInt()));
            ordered.forEach(one -> ((ObjectNode) one).remove("$order"));
            profile.set(list, Json.MAPPER.createArrayNode().addAll(ordered));
        }
        return profile;
    }

    private static ObjectNode byName(JsonNode list) {
        ObjectNode byName = Json.object();
        int order = 0;
        for (ObjectNode one : Json.objects(list)) {
            ObjectNode content = one.deepCopy();
            content.remove("name");
            content.put("$order", order++);
            // What Keycloak writes where nobody has said otherwise.
            if (!content.path("multivalued").asBoolean()) {
                content.remove("multivalued");
            }
            byName.set(one.path("name").asText(), content);
        }
        return byName;
    }
}

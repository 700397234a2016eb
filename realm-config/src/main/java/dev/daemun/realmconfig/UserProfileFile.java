package dev.daemun.realmconfig;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The file of the user profile. Keycloak keeps it as a text inside the settings of a component, which nobody could read. */
final class UserProfileFile {
    static final String NAME = "user-profile.json";

    private UserProfileFile() {}

    static ObjectNode toKeycloak(ObjectNode profile, Sources sources) {
        profile.remove("$schema");
        ObjectNode realm = JsonNodeFactory.instance.objectNode();
        ObjectNode component = realm.withObject("/components")
                .putArray("org.keycloak.userprofile.UserProfileProvider")
                .addObject()
                .put("providerId", "declarative-user-profile");
        component.putObject("subComponents");
        component.putObject("config").putArray("kc.user.profile.config").add(profile.toString());
        sources.inherit(realm, profile);
        return realm;
    }
}

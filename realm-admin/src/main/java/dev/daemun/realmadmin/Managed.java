package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daemun.realmconfig.RealmConfig;

/**
 * The mark of objects that the realm's files made, at the import or here. Only what carries it is ever deleted. It stands
 * in the object's attributes, or in an identity provider's settings.
 */
final class Managed {
    private Managed() {}

    static boolean isMarked(JsonNode object) {
        return object.path("attributes").has(RealmConfig.MANAGED)
                || object.path("config").has(RealmConfig.MANAGED);
    }

    static void mark(ObjectNode object, String where) {
        object.withObject("/" + where).put(RealmConfig.MANAGED, "true");
    }

    /** Roles and groups have several values of each attribute. */
    static void markList(ObjectNode object) {
        object.withObject("/attributes").putArray(RealmConfig.MANAGED).add("true");
    }

    static void unmark(ObjectNode object) {
        for (String where : new String[] {"attributes", "config"}) {
            if (object.get(where) instanceof ObjectNode map) {
                map.remove(RealmConfig.MANAGED);
            }
        }
    }
}

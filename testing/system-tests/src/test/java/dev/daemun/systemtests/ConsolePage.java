package dev.daemun.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One object of a realm as a page of the admin console shows and saves it.
 *
 * @param object what a plan calls it
 * @param inside where its members stand in a plan, with a slash at its end, or empty
 * @param path its address below that of the realm
 */
record ConsolePage(AdministeredRealm realm, String object, String inside, String path) {
    ObjectNode read() {
        return (ObjectNode) request().get().json();
    }

    /**
     * Saves what is shown with this change.
     *
     * @return the lines that a plan has to have by then; none where Keycloak refuses the change or takes it back
     */
    Set<String> save(Consumer<ObjectNode> change) {
        // A first save without a change lets Keycloak fill in what it fills in.
        write(read());
        ObjectNode before = read();
        ObjectNode changed = before.deepCopy();
        change.accept(changed);
        write(changed);
        return ChangedMembers.of(saidOnce(before), saidOnce(read()), object + ": " + inside);
    }

    /** Keycloak keeps some settings of a realm as attributes, and says them twice. */
    private static ObjectNode saidOnce(ObjectNode shown) {
        if (shown.path("attributes") instanceof ObjectNode attributes) {
            shown.fieldNames().forEachRemaining(attributes::remove);
        }
        return shown;
    }

    void write(ObjectNode content) {
        request().json("PUT", content.toString());
    }

    @Override
    public String toString() {
        return inside.isEmpty() ? object : object + ": " + inside;
    }

    private Call request() {
        return Call.to(realm.url + "/admin/realms/" + realm.name + path)
                .bearer(realm.admin.tokenManager().getAccessTokenString());
    }

    /** The elements of a list that the realm has at this address. */
    static JsonNode list(AdministeredRealm realm, String path) {
        return new ConsolePage(realm, "", "", path).request().get().json();
    }
}

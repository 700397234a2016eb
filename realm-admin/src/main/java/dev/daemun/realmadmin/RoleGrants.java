package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/** Gives roles and takes them away, at the addresses that end in {@code role-mappings} and {@code scope-mappings}. */
record RoleGrants(RealmServer server, Ids ids) {
    /** Takes away what is found and not wanted. */
    void take(JsonNode found, JsonNode wanted, String... path) {
        change(found, wanted, (body, address) -> server.delete(body, address), path);
    }

    /** Gives what is wanted and not found. */
    void give(JsonNode found, JsonNode wanted, String... path) {
        change(wanted, found, (body, address) -> server.post(body, address), path);
    }

    private interface Request {
        void send(JsonNode roles, String... path);
    }

    private void change(JsonNode these, JsonNode butNotThose, Request request, String... path) {
        ArrayNode realmRoles = without(Kind.ROLE, "", these.path("realm"), butNotThose.path("realm"));
        if (!realmRoles.isEmpty()) {
            request.send(realmRoles, with(path, "realm"));
        }
        these.path("client").properties().forEach(client -> {
            ArrayNode roles = without(
                    Kind.CLIENT_ROLE,
                    client.getKey() + "/",
                    client.getValue(),
                    butNotThose.path("client").path(client.getKey()));
            if (!roles.isEmpty()) {
                request.send(roles, with(path, "clients", ids.of(Kind.CLIENT, client.getKey())));
            }
        });
    }

    /** All roles that the first has and the second lacks, in one list, as composites take them. */
    ArrayNode surplus(JsonNode these, JsonNode butNotThose) {
        ArrayNode all = without(Kind.ROLE, "", these.path("realm"), butNotThose.path("realm"));
        these.path("client")
                .properties()
                .forEach(client -> all.addAll(without(
                        Kind.CLIENT_ROLE,
                        client.getKey() + "/",
                        client.getValue(),
                        butNotThose.path("client").path(client.getKey()))));
        return all;
    }

    private ArrayNode without(Kind kind, String prefix, JsonNode these, JsonNode butNotThose) {
        Set<String> names = new TreeSet<>(Json.strings(these));
        names.removeAll(Json.strings(butNotThose));
        ArrayNode roles = Json.MAPPER.createArrayNode();
        names.forEach(
                name -> roles.addObject().put("id", ids.of(kind, prefix + name)).put("name", name));
        return roles;
    }

    private static String[] with(String[] path, String... more) {
        String[] longer = Arrays.copyOf(path, path.length + more.length);
        System.arraycopy(more, 0, longer, path.length, more.length);
        return longer;
    }
}

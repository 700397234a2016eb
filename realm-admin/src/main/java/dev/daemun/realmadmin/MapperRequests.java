package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map.Entry;

/** The protocol mappers of a client or a client scope. */
record MapperRequests(RealmServer server, Ids ids) {
    void deleteSurplus(Difference owner, String... path) {
        owner.found().path("mappers").properties().forEach(mapper -> {
            if (!owner.wanted().path("mappers").has(mapper.getKey())) {
                server.delete(models(path, ids.ofMapper(owner.name(), mapper.getKey())));
            }
        });
    }

    void change(Difference owner, String... path) {
        owner.wanted().path("mappers").properties().forEach(mapper -> {
            JsonNode found = owner.found().path("mappers").path(mapper.getKey());
            if (!found.isMissingNode() && !found.equals(mapper.getValue())) {
                String id = ids.ofMapper(owner.name(), mapper.getKey());
                server.put(body(mapper).put("id", id), models(path, id));
            }
        });
    }

    void addMissing(Difference owner, String... path) {
        owner.wanted().path("mappers").properties().forEach(mapper -> {
            if (!owner.found().path("mappers").has(mapper.getKey())) {
                server.post(body(mapper), models(path));
            }
        });
    }

    /** All of them, for an object that is made with them. */
    static ArrayNode all(Difference owner) {
        ArrayNode mappers = Json.MAPPER.createArrayNode();
        owner.wanted().path("mappers").properties().forEach(mapper -> mappers.add(body(mapper)));
        return mappers;
    }

    private static ObjectNode body(Entry<String, JsonNode> mapper) {
        return Json.over(Json.object().put("name", mapper.getKey()), mapper.getValue());
    }

    private static String[] models(String[] owner, String... more) {
        String[] path = new String[owner.length + 2 + more.length];
        System.arraycopy(owner, 0, path, 0, owner.length);
        path[owner.length] = "protocol-mappers";
        path[owner.length + 1] = "models";
        System.arraycopy(more, 0, path, owner.length + 2, more.length);
        return path;
    }
}

package dev.daemun.realmconfig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** One service as its team thinks of it, and what it adds to what other files define. */
record ServiceFile(String id, ObjectNode content, Sources sources, List<String> problems) {
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]*");

    /** With it an access token has the type {@code at+jwt} (RFC 9068), without it just {@code JWT}. */
    static final String ACCESS_TOKEN_TYPE = "access.token.header.type.rfc9068";

    /** The service, or nothing and a sentence on what does not fit. */
    static Optional<ServiceFile> of(String file, ObjectNode content, Sources sources, List<String> problems) {
        String id = file.substring(file.lastIndexOf('/') + 1, file.length() - ".json".length());
        int before = problems.size();
        if (!ID.matcher(id).matches()) {
            problems.add(file + ":1: the file has the service's name, which must match " + ID + ".");
        }
        ServiceFormat.check(content, sources, problems);
        return problems.size() == before
                ? Optional.of(new ServiceFile(id, content, sources, problems))
                : Optional.empty();
    }

    /** The roles that come with every account, as a piece of the realm's default role. */
    ObjectNode forEverybody(ObjectNode realm) {
        ObjectNode piece = JsonNodeFactory.instance.objectNode();
        content.path("roles").properties().forEach(role -> {
            if (role.getValue().path("everybody").asBoolean()) {
                ArrayNode list = piece.withObject("/roles").withArray("realm");
                ObjectNode defaultRole = list.isEmpty() ? list.addObject() : (ObjectNode) list.get(0);
                defaultRole
                        .put("name", realm.at("/defaultRole/name").asText())
                        .put("composite", true)
                        .withObject("/composites")
                        .withArray("realm")
                        .add(role.getKey());
            }
        });
        sources.inherit(piece, content);
        return piece;
    }

    /** Lets the clients that may call the service ask for its tokens, and gives these the type that services accept. */
    void addCallers(ObjectNode realm) {
        for (JsonNode caller : content.path("calledBy")) {
            Optional<ObjectNode> found = client(realm, caller.asText());
            if (found.isEmpty()) {
                problems.add(sources.of(caller) + ": no file defines the client \"" + caller.asText()
                        + "\", which may call this service.");
            }
            found.ifPresent(client -> {
                client.withArray("/defaultClientScopes").add(id);
                content.path("scopes").fieldNames().forEachRemaining(client.withArray("/optionalClientScopes")::add);
                ObjectNode attributes = client.withObject("/attributes");
                if (!attributes.has(ACCESS_TOKEN_TYPE)) {
                    attributes.put(ACCESS_TOKEN_TYPE, "true");
                }
            });
        }
    }

    private static Optional<ObjectNode> client(ObjectNode realm, String clientId) {
        for (JsonNode client : realm.path("clients")) {
            if (client.path("clientId").asText().equals(clientId)) {
                return Optional.of((ObjectNode) client);
            }
        }
        return Optional.empty();
    }
}

package dev.daemun.realmconfig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** One service as its team thinks of it, and what it adds to what other files define. */
record ServiceFile(String id, ObjectNode content, Sources sources, List<String> problems) {
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]*");

    /** With it an access token has the type {@code at+jwt} (RFC 9068), without it just {@code JWT}. */
    static final String ACCESS_TOKEN_TYPE = "access.token.header.type.rfc9068";

    /** Whether the client may exchange tokens that are meant for it (RFC 8693), by Keycloak's standard token exchange. */
    private static final String TOKEN_EXCHANGE = "standard.token.exchange.enabled";

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

    /**
     * Lets the clients that may call the service ask for its tokens, and gives these the type that services accept.
     *
     * @param services by their names, since a service that calls another one gets no tokens for it unless it asks
     */
    void addCallers(ObjectNode realm, Map<String, ServiceFile> services) {
        for (JsonNode caller : content.path("calledBy")) {
            Optional<ObjectNode> found = client(realm, caller.asText());
            ServiceFile service = services.get(caller.asText());
            if (service != null) {
                service.mayCall(id, caller, found);
                continue;
            }
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

    /** The scope is an optional one: the tokens by which this service reads withdrawals are none of the other's business. */
    private void mayCall(String other, JsonNode place, Optional<ObjectNode> client) {
        if (!content.has("secret")) {
            problems.add(sources.of(place) + ": the service \"" + id
                    + "\" can call another one only with a \"secret\", by" + " which it gets tokens for it.");
        }
        client.ifPresent(own -> {
            own.withArray("/optionalClientScopes").add(other);
            own.withObject("/attributes").put(TOKEN_EXCHANGE, "true");
        });
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

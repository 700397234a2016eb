package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Gives a realm the secrets of the files. An apply never does: Keycloak does not say most secrets, and what was rotated in the
 * console would be undone.
 */
record SecretSender(RealmServer server, ObjectNode files) {
    void send(Ids ids, RealmObjects found) {
        for (ObjectNode client : Json.objects(files.path("clients"))) {
            ObjectName name =
                    new ObjectName(Kind.CLIENT, client.path("clientId").asText());
            if (client.path("secret").isTextual() && found.objects().containsKey(name)) {
                client(ids.of(name), client.path("secret"));
            }
        }
        for (ObjectNode provider : Json.objects(files.path("identityProviders"))) {
            String alias = provider.path("alias").asText();
            if (found.objects().containsKey(new ObjectName(Kind.IDENTITY_PROVIDER, alias)) && hasSecret(provider)) {
                ObjectNode current = (ObjectNode) server.get("identity-provider", "instances", alias);
                server.put(withSecrets(current, provider), "identity-provider", "instances", alias);
            }
        }
        if (files.path("smtpServer").path("password").isTextual()) {
            ObjectNode realm = (ObjectNode) server.get();
            realm.remove("attributes");
            realm.set("smtpServer", Json.ofStrings(files.path("smtpServer")));
            server.put(realm);
        }
    }

    /** Sends nothing when the client has this secret: Keycloak says the secrets of clients. */
    private void client(String id, JsonNode secret) {
        if (!server.get("clients", id, "client-secret").path("value").equals(secret)) {
            ObjectNode current = (ObjectNode) server.get("clients", id);
            current.set("secret", secret);
            server.put(current, "clients", id);
        }
    }

    private static boolean hasSecret(JsonNode provider) {
        return provider.path("config").properties().stream()
                .anyMatch(setting -> Secrets.isSecret(List.of(setting.getKey()), setting.getValue()));
    }

    /** The provider as the server has it, with the secrets of the files in the place of their masks. */
    static ObjectNode withSecrets(ObjectNode current, JsonNode file) {
        ObjectNode provider = current.deepCopy();
        file.path("config").properties().stream()
                .filter(setting -> Secrets.isSecret(List.of(setting.getKey()), setting.getValue()))
                .forEach(setting -> provider.withObject("/config").set(setting.getKey(), setting.getValue()));
        return provider;
    }
}

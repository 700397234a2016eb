package dev.daemun.realmadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daemun.realmconfig.Mode;
import dev.daemun.realmconfig.RealmConfig;
import java.util.HashMap;
import java.util.Map;

/** The project's own realm, with everything set up. */
final class ProjectsRealm {
    private ProjectsRealm() {}

    static ObjectNode files() {
        Map<String, String> variables = new HashMap<>();
        variables.put("DAEMUN_REALM_OVERLAYS", "samples");
        variables.put("DAEMUN_WEB_APP_URL", "https://shop.example.com");
        variables.put("DAEMUN_SAMPLE_SERVICE_URL", "https://shop.example.com/api");
        for (String secret : new String[] {"GATEWAY", "SAMPLE_SERVICE", "ORDER_REPORT", "REALM_ADMIN"}) {
            variables.put("DAEMUN_" + secret + "_CLIENT_SECRET", "never-shown-0123456789");
        }
        for (String provider : new String[] {"KAKAO", "NAVER", "GOOGLE"}) {
            variables.put("DAEMUN_" + provider + "_CLIENT_ID", "the-client-id-of-" + provider);
            variables.put("DAEMUN_" + provider + "_CLIENT_SECRET", "never-shown-0123456789");
        }
        variables.put("DAEMUN_KAKAO_ADMIN_KEY", "never-shown-0123456789");
        variables.put("DAEMUN_APPLE_CLIENT_ID", "kr.example.web");
        variables.put("DAEMUN_APPLE_TEAM_ID", "TEAM123456");
        variables.put("DAEMUN_APPLE_KEY_ID", "KEY1234567");
        variables.put("DAEMUN_APPLE_KEY_FILE", "/run/secrets/apple.p8");
        variables.put("DAEMUN_SMTP_HOST", "mail.example.com");
        variables.put("DAEMUN_SMTP_FROM", "daemun@example.com");
        variables.put("DAEMUN_SMTP_USER", "daemun");
        variables.put("DAEMUN_SMTP_PASSWORD", "never-shown-0123456789");
        return (ObjectNode) RealmConfig.realm(variables, Mode.PRODUCTION);
    }

    /** What a server says whose realm was imported from the files. */
    static ObjectNode onServer() {
        ObjectNode server = KeycloakDefaults.under(files());
        for (ObjectNode role : Json.objects(server.path("roles").path("realm"))) {
            if (role.path("name").asText().equals("default-roles-daemun")) {
                role.withObject("/composites")
                        .withArray("realm")
                        .add("offline_access")
                        .add("uma_authorization");
            }
        }
        for (ObjectNode client : Json.objects(server.path("clients"))) {
            if (client.path("clientId").asText().equals("security-admin-console")) {
                ObjectNode mapper = client.withArray("protocolMappers").addObject();
                JsonNode locale =
                        KeycloakDefaults.mappersOf("security-admin-console").path("locale");
                mapper.put("name", "locale").setAll((ObjectNode) locale.deepCopy());
            }
        }
        return server;
    }

    static void removeRoleManager(ObjectNode server) {
        ((ArrayNode) server.at("/roles/realm"))
                .removeIf(role -> role.path("name").asText().equals("sample-role-manager"));
    }
}

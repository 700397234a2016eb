package dev.daemun.systemtests;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daemun.realmadmin.RealmAdmin;
import dev.daemun.realmadmin.RealmExport;
import dev.daemun.realmconfig.Mode;
import dev.daemun.realmconfig.RealmConfig;
import dev.daemun.realmconfig.RealmFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.util.JsonSerialization;

/** A realm of the project's files under a name of its own, in a Keycloak that other tests use too. Removed when closed. */
final class AdministeredRealm implements AutoCloseable {
    static final String OWNER = "a test";

    /** Of the client that the files define for this. */
    static final String OWN_SECRET = "the-secret-of-realm-admin";

    private static final ObjectMapper JSON = new ObjectMapper();

    final String name = "administered-" + UUID.randomUUID();
    final Keycloak admin;
    final String url;

    private AdministeredRealm(Keycloak admin, String url) {
        this.admin = admin;
        this.url = url;
    }

    /** Imports the realm as {@code --import-realm} does. */
    static AdministeredRealm create(KeycloakWithStandIns platform) {
        return create(platform, text -> text);
    }

    /** @param change makes other files of the project's, as one text */
    static AdministeredRealm create(KeycloakWithStandIns platform, UnaryOperator<String> change) {
        AdministeredRealm realm = new AdministeredRealm(platform.admin, platform.keycloak.url());
        try {
            realm.admin
                    .realms()
                    .create(JsonSerialization.readValue(
                            change.apply(realm.files().toString()), RealmRepresentation.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return realm;
    }

    /** The project's files for this realm, each time anew. */
    ObjectNode files() {
        Map<String, String> variables = new HashMap<>(Map.of(
                "DAEMUN_WEB_APP_URL", "http://localhost:8088",
                "DAEMUN_SAMPLE_SERVICE_URL", "http://localhost:8089",
                "DAEMUN_GATEWAY_CLIENT_SECRET", TestRealm.GATEWAY_SECRET,
                "DAEMUN_SAMPLE_SERVICE_CLIENT_SECRET", TestRealm.SERVICE_SECRET,
                "DAEMUN_ORDER_REPORT_CLIENT_SECRET", TestRealm.REPORT_SECRET,
                "DAEMUN_DEMO_USER_PASSWORD", TestRealm.DEMO_PASSWORD,
                "DAEMUN_KAKAO_CLIENT_ID", "a-rest-api-key",
                "DAEMUN_KAKAO_CLIENT_SECRET", "kakaos-secret",
                "DAEMUN_GOOGLE_CLIENT_ID", "a-client.apps.googleusercontent.com",
                "DAEMUN_GOOGLE_CLIENT_SECRET", "googles-secret"));
        variables.put("DAEMUN_REALM_ADMIN_CLIENT_SECRET", OWN_SECRET);
        variables.put("DAEMUN_KAKAO_ADMIN_KEY", "kakaos-admin-key");
        variables.put("DAEMUN_KAKAO_APP_ID", "1");
        String realm = RealmConfig.realm(variables, Mode.DEMO)
                .toString()
                .replace("/realms/daemun/", "/realms/" + name + "/")
                .replace("/admin/daemun/", "/admin/" + name + "/")
                .replace("default-roles-daemun", "default-roles-" + name);
        try {
            // Keycloak's database has each id once, and the realm of these files is on the same server.
            for (JsonNode role : JSON.readTree(realm).at("/roles/realm")) {
                if (role.has("id")) {
                    String id = role.path("id").asText();
                    realm = realm.replace(
                            id,
                            UUID.nameUUIDFromBytes((name + id).getBytes(StandardCharsets.UTF_8))
                                    .toString());
                }
            }
            return ((ObjectNode) JSON.readTree(realm)).put("realm", name);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The realm as it is now, by way of the files that an export of it writes. */
    JsonNode exported() {
        RealmExport export = RealmExport.of(admin, url, name);
        Map<String, String> variables = new HashMap<>();
        export.variables().forEach(variable -> variables.put(variable, "another-secret-0123456789"));
        return RealmConfig.realm(RealmFiles.of(export.texts()), variables, Mode.PRODUCTION);
    }

    RealmResource resource() {
        return admin.realm(name);
    }

    RealmAdmin with(JsonNode files) {
        return with(admin, files, Clock.systemUTC());
    }

    RealmAdmin with(Keycloak connection, JsonNode files, Clock clock) {
        return new RealmAdmin(connection, url, files, clock, OWNER);
    }

    @Override
    public void close() {
        resource().remove();
    }
}

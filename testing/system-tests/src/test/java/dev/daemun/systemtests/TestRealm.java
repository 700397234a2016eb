package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.localplatform.Directories;
import dev.daemun.localplatform.Ports;
import dev.daemun.realmconfig.Mode;
import dev.daemun.realmconfig.RealmConfig;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.PartialImportRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.util.JsonSerialization;

/** The realm as {@code ./run} imports it, with secrets that try to break out of the JSON and of the form encoding. */
final class TestRealm {
    static final String DEMO_PASSWORD = "demo-password";
    static final String GATEWAY_SECRET = "quote\" backslash\\ dollar$1 plus+ percent% 비밀";
    static final String SERVICE_SECRET = "the-secret-of-the-sample-service";
    static final String REPORT_SECRET = "\",\"publicClient\":true,\"x\":\"${HOME}";

    private TestRealm() {}

    static Map<String, String> variables(Ports ports) {
        return Map.of(
                "DAEMUN_WEB_APP_URL", webApp(ports),
                "DAEMUN_SAMPLE_SERVICE_URL", "http://localhost:" + ports.sampleService(),
                "DAEMUN_GATEWAY_CLIENT_SECRET", GATEWAY_SECRET,
                "DAEMUN_SAMPLE_SERVICE_CLIENT_SECRET", SERVICE_SECRET,
                "DAEMUN_ORDER_REPORT_CLIENT_SECRET", REPORT_SECRET,
                "DAEMUN_DEMO_USER_PASSWORD", DEMO_PASSWORD);
    }

    static String webApp(Ports ports) {
        return "http://localhost:" + ports.webApp();
    }

    static void write(Path importDirectory, Map<String, String> variables) {
        Directories.delete(importDirectory);
        RealmConfig.write(importDirectory, variables, Mode.DEMO);
    }

    /** Adds the demo users to a realm with production's settings, which has none. */
    static void addDemoUsers(RealmResource realm, Path directory, Map<String, String> variables) {
        write(directory, variables);
        PartialImportRepresentation users = new PartialImportRepresentation();
        try (InputStream file = Files.newInputStream(directory.resolve("daemun-users-0.json"))) {
            users.setUsers(
                    JsonSerialization.readValue(file, RealmRepresentation.class).getUsers());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (Response imported = realm.partialImport(users)) {
            assertThat(imported.getStatus()).isEqualTo(200);
        }
    }
}

package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.localplatform.CodeFlow;
import dev.daemun.localplatform.Directories;
import dev.daemun.localplatform.InterleavedLog;
import dev.daemun.localplatform.Login;
import dev.daemun.localplatform.Parts;
import dev.daemun.localplatform.Platform;
import dev.daemun.localplatform.PlatformDescription;
import dev.daemun.localplatform.Ports;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.awaitility.Awaitility;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;

/** The platform of {@code ./run} as a newcomer meets it, without credentials anywhere; one for all tests of a run. */
final class DemoPlatform {
    private static final Path DIRECTORY = Path.of("target", "newcomer").toAbsolutePath();
    private static final Path LOG = DIRECTORY.resolve("platform.log");

    final PlatformDescription description;
    final Ports ports = Ports.free();

    private DemoPlatform() {
        try {
            Files.createDirectories(DIRECTORY);
            Directories.delete(DIRECTORY.resolve("keycloak/data"));
            PrintStream log = new PrintStream(Files.newOutputStream(LOG), true, StandardCharsets.UTF_8);
            Platform platform = new Platform(Parts.built(), DIRECTORY, ports, new InterleavedLog(log), Map.of());
            Runtime.getRuntime().addShutdownHook(new Thread(platform::close));
            description = platform.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Started at the first call; where that fails, later calls fail at once. */
    static DemoPlatform shared() {
        return Shared.PLATFORM;
    }

    /** Of all that tests did so far: the beginning of any token, an address of anybody's, the password. */
    static void assertThatLogsTellNothing() {
        assertThat(LOG).content().doesNotContain("eyJ", "@example.com", TestRealm.DEMO_PASSWORD);
    }

    String webApp() {
        return description.webApp();
    }

    /** A path of the sample service, through the gateway. */
    Call callService(String path) {
        return Call.to(webApp() + "api" + path);
    }

    String token(String username) {
        CodeFlow flow = new CodeFlow(description.issuer(), "sample-web-app", webApp(), "openid");
        return flow.signIn(new Login(username, TestRealm.DEMO_PASSWORD)).accessToken();
    }

    /** At the gateway and at the service behind it. */
    void awaitRefused(String token) {
        description
                .services()
                .forEach(service -> Awaitility.await()
                        .until(() -> Call.to(service.url() + "/me")
                                        .bearer(token)
                                        .get()
                                        .status()
                                == 401));
    }

    /** Keycloak's administrator; to be closed. */
    Keycloak admin() {
        return Keycloak.getInstance(
                description.issuer().replaceFirst("/realms/.*", ""),
                "master",
                description.admin().username(),
                description.admin().password(),
                "admin-cli");
    }

    static String userId(RealmResource realm, String username) {
        return realm.users().searchByUsername(username, true).get(0).getId();
    }

    private static final class Shared {
        private static final DemoPlatform PLATFORM = new DemoPlatform();
    }
}

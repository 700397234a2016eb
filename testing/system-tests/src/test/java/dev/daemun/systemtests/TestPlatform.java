package dev.daemun.systemtests;

import dev.daemun.localplatform.CodeFlow;
import dev.daemun.localplatform.Directories;
import dev.daemun.localplatform.InterleavedLog;
import dev.daemun.localplatform.Login;
import dev.daemun.localplatform.Ports;
import dev.daemun.localplatform.RevocationFeed;
import dev.daemun.localplatform.ServiceProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;

/**
 * The platform that most tests of a run share, since Keycloak takes long to start. A test that changes something undoes
 * it, or creates its own user or client.
 */
final class TestPlatform {
    /** The resource that each class locks that uses it, so that no two of these classes run side by side. */
    static final String LOCK = "test platform";

    private static final Path DIRECTORY = Path.of("target", "platform").toAbsolutePath();

    private static final String COMPOSED = "composed";
    private static final Ports PORTS = Ports.free();

    final Ports ports = PORTS;
    final RunningKeycloak keycloak;
    final RunningService sampleService;
    private final InterleavedLog log;

    private TestPlatform() {
        Directories.delete(DIRECTORY.resolve("keycloak/data"));
        log = new InterleavedLog(logFile());
        Map<String, String> variables = TestRealm.variables(ports);
        switch (System.getProperty("platform")) {
            case "processes" -> {
                keycloak = DistributionKeycloak.start(DIRECTORY.resolve("keycloak"), ports, variables, List.of(), log);
                Runtime.getRuntime().addShutdownHook(new Thread(keycloak::close));
                ServiceProcess service = start(Services.SAMPLE, ports, Map.of());
                Runtime.getRuntime().addShutdownHook(new Thread(service::close));
                sampleService = RunningService.of(service);
            }
            case COMPOSED -> {
                keycloak = ComposedKeycloak.start(Containers.CREATED, DIRECTORY.resolve("import"), variables);
                Runtime.getRuntime().addShutdownHook(new Thread(keycloak::close));
                sampleService = new RunningService(
                        "http://localhost:" + ports.sampleService(),
                        "http://localhost:" + ports.sampleServiceManagement());
            }
            default ->
                throw new IllegalArgumentException("The system property platform must be processes or composed.");
        }
    }

    /** Starts another instance of the sample service and waits until it is ready; to be closed. */
    ServiceProcess startService(String name) {
        return startService(name, Map.of());
    }

    /** The same with further settings, as environment variables. */
    ServiceProcess startService(String name, Map<String, String> more) {
        return start(name, Ports.free(), more);
    }

    private ServiceProcess start(String name, Ports itsPorts, Map<String, String> more) {
        Map<String, String> settings =
                new HashMap<>(RevocationFeed.settings(keycloak.issuer(), Services.SAMPLE, TestRealm.SERVICE_SECRET));
        settings.put("DAEMUN_ISSUER", keycloak.issuer());
        settings.putAll(keycloak.trust());
        settings.putAll(more);
        return Services.sample(name, itsPorts, settings, log.of(name));
    }

    /** Whether it is the platform of {@code docker-compose.yml}, whose certificate no browser trusts. */
    static boolean isComposed() {
        return COMPOSED.equals(System.getProperty("platform"));
    }

    /** Makes the containers and networks if the platform runs in containers, unless an earlier call did. */
    static void create() {
        if (isComposed()) {
            Objects.requireNonNull(Containers.CREATED);
        }
    }

    /** The platform of this run, which is started at the first call. If that fails, later calls fail at once. */
    static TestPlatform shared() {
        return Shared.PLATFORM;
    }

    /** Keycloak's admin REST interface with the administrator's rights; to be closed. */
    Keycloak admin() {
        return keycloak.admin();
    }

    RealmResource realm(Keycloak admin) {
        return admin.realm("daemun");
    }

    CodeFlow webApp(String scope) {
        return new CodeFlow(keycloak.issuer(), "sample-web-app", TestRealm.webApp(ports) + "/", scope);
    }

    CodeFlow.Tokens signIn(String demoUser) {
        return webApp("openid").signIn(new Login(demoUser, TestRealm.DEMO_PASSWORD));
    }

    Call callService(String path) {
        return Call.to(sampleService.url() + path);
    }

    Call callRealm(String path) {
        return Call.to(keycloak.issuer() + path);
    }

    private static PrintStream logFile() {
        try {
            Files.createDirectories(DIRECTORY);
            return new PrintStream(
                    Files.newOutputStream(DIRECTORY.resolve("platform.log")), true, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Containers {
        private static final ComposedPlatform CREATED =
                ComposedPlatform.create(new Openings(PORTS, TestRealm.variables(PORTS)));
    }

    private static final class Shared {
        private static final TestPlatform PLATFORM = new TestPlatform();
    }
}

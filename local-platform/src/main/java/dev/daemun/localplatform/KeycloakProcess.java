package dev.daemun.localplatform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The Keycloak distribution, running in development mode on its embedded database. */
public final class KeycloakProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String REALM = "daemun";

    private final ManagedProcess process;
    private final String url;
    private final String healthUrl;

    private KeycloakProcess(ManagedProcess process, int port, int managementPort) {
        this.process = process;
        this.url = "http://localhost:" + port;
        this.healthUrl = "http://localhost:" + managementPort + "/health/ready";
    }

    /**
     * Starts it without waiting.
     *
     * @param administrator created at the very first start only
     * @param options further options of {@code kc.sh start-dev}
     * @param secrets options that others on this machine must not see, as environment variables
     */
    public static KeycloakProcess start(
            KeycloakHome home,
            int port,
            int managementPort,
            Login administrator,
            List<String> options,
            Map<String, String> secrets,
            Consumer<String> log) {
        List<String> command = new ArrayList<>(List.of(
                home.directory().resolve("bin/kc.sh").toString(),
                "start-dev",
                "--import-realm",
                "--http-port=" + port,
                "--http-management-port=" + managementPort,
                "--http-management-host=localhost",
                "--health-enabled=true",
                "--metrics-enabled=true"));
        command.addAll(options);
        Map<String, String> environment = new HashMap<>(secrets);
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", administrator.username());
        environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", administrator.password());
        Path directory = home.directory();
        ManagedProcess process = ManagedProcess.start("keycloak", command, environment, directory, log);
        return new KeycloakProcess(process, port, managementPort);
    }

    /** Waits for the realm itself: Keycloak opens its port seconds before it can answer. */
    public void awaitReady() {
        process.awaitReady(healthUrl, PATIENCE);
        process.awaitReady(issuer(), PATIENCE);
    }

    /** Where it listens, without a slash at the end. */
    public String url() {
        return url;
    }

    /** The issuer of the realm {@code daemun}. */
    public String issuer() {
        return url + "/realms/" + REALM;
    }

    /** The process itself. */
    public ManagedProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
    }
}

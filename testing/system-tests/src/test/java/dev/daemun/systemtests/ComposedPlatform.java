package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.localplatform.Login;
import dev.daemun.localplatform.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.keycloak.admin.client.Keycloak;

/** A platform started by {@code docker compose up}, with its own ports, networks and volumes. */
final class ComposedPlatform implements AutoCloseable {
    private static final Path PROJECT = Path.of("../..").toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private final ComposedAddition addition;
    private final Path directory;
    private final Path override;
    private final Properties settings = new Properties();

    /** A command's exit status and output; standard output and standard error are together. */
    record Outcome(int status, String output) {}

    /** Builds the images and makes the containers and networks, but starts nothing; {@link #up} does. */
    static ComposedPlatform create(ComposedAddition addition) {
        ComposedPlatform platform = new ComposedPlatform(addition);
        Instant started = Instant.now();
        // Also what a run that was killed has left of profiles that are not chosen now.
        platform.compose("--profile", "*", "down", "--volumes", "--remove-orphans");
        platform.succeeds("build");
        platform.succeeds("create");
        Starts.note(
                "images and networks",
                addition.place().directory,
                Duration.between(started, Instant.now()),
                Duration.ZERO);
        return platform;
    }

    private ComposedPlatform(ComposedAddition addition) {
        this.addition = addition;
        this.directory = Path.of("target", addition.place().directory).toAbsolutePath();
        Ports ports = Ports.free();
        try {
            Files.createDirectories(directory);
            Files.deleteIfExists(settingsFile());
            succeed(run(Map.of(), List.of("docker/make-env", settingsFile().toString())));
            String written = Files.readString(settingsFile())
                    .replace("8443", Integer.toString(ports.webApp()))
                    .replace("8444", Integer.toString(ports.keycloak()))
                    .replace("8445", Integer.toString(ports.sampleService()));
            override = addition.writeOverride(directory);
            Files.writeString(
                    settingsFile(),
                    written
                            + addition.settings("https://localhost:" + ports.keycloak())
                            + "DAEMUN_EDGE_SUBNET="
                            + addition.place().subnet
                            + '\n');
            try (var reader = Files.newBufferedReader(settingsFile())) {
                settings.load(reader);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String webApp() {
        return settings.getProperty("DAEMUN_WEB_APP_URL") + "/";
    }

    /** Keycloak's address for browsers. */
    String idUrl() {
        return settings.getProperty("DAEMUN_ID_URL");
    }

    /** Starts the parts of more profiles too, as an operator does by naming them in {@code .env}. */
    void addProfiles(String... profiles) {
        try {
            String written = Files.readString(settingsFile());
            Files.writeString(
                    settingsFile(),
                    written.replaceFirst(
                            "(?m)^COMPOSE_PROFILES=.*$", "COMPOSE_PROFILES=" + String.join(",", profiles)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        up();
    }

    /** Starts the parts that do not run, and waits until all are healthy. */
    void up() {
        Instant started = Instant.now();
        Outcome up = compose("up", "--detach", "--wait", "--wait-timeout", "300");
        if (up.status() != 0) {
            throw new AssertionError(
                    up.output() + compose("logs", "--tail", "80").output());
        }
        Starts.note("containers", addition.place().directory, Duration.between(started, Instant.now()), Duration.ZERO);
    }

    /** Kills a part as {@code kill -9} does; it is not started again before {@link #up}. */
    void kill(String... parts) {
        succeed(compose(about(parts, "kill")));
    }

    /** Kills several parts at the same time. */
    void restart(String... parts) {
        succeed(compose(about(parts, "restart")));
        up();
    }

    /**
     * Runs the command that a part starts with, once for each of these variables and each of these unfit values (and an
     * empty one), and returns all output. If it starts in spite of the value, a line that begins with STARTED says so.
     */
    String startWithUnfitValues(String part, List<String> variables, List<String> values) {
        succeeds("create", part);
        List<String> command = new ArrayList<>(List.of(
                "run",
                "--rm",
                "--no-deps",
                "-T",
                "--entrypoint",
                "sh",
                part,
                "-c",
                """
                variables=$1 values=$2
                shift 2
                for variable in $variables; do
                  for value in $values ''; do
                    echo "== $variable"
                    if timeout 60 env "$variable=$value" "$@" 2>&1 || [ $? = 124 ]; then
                      echo "STARTED with $variable=$value"
                    fi
                  done
                done
                """,
                "sh",
                String.join(" ", variables),
                String.join(" ", values)));
        command.addAll(startCommand(part));
        return succeeds(command.toArray(String[]::new));
    }

    private List<String> startCommand(String part) {
        List<String> words =
                inspectListed("{{println .Path}}{{range .Args}}{{println .}}{{end}}", "ps", "--all", "--quiet", part);
        return words.stream().filter(word -> !word.isEmpty()).toList();
    }

    /** Restarts a part at another IP address, by letting another container take the old one. */
    void move(String part) {
        String address = "{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}";
        List<String> before = inspect(address, part);
        kill(part);
        String occupant = succeeds("run", "--detach", "--no-deps", "--entrypoint", "sleep", part, "600")
                .strip();
        try {
            up();
        } finally {
            succeed(run(Map.of(), List.of("docker", "rm", "--force", occupant)));
        }
        assertThat(inspect(address, part)).isNotEqualTo(before);
    }

    /** Stops and removes everything but the volumes and, because browsers run meanwhile, the networks. */
    void removeContainers() {
        succeeds("rm", "--stop", "--force");
    }

    Outcome compose(String... arguments) {
        return compose(Map.of(), arguments);
    }

    /** The output of a command, which must not fail. */
    String succeeds(String... arguments) {
        return succeed(compose(arguments)).output();
    }

    /** Runs a command with variables that override the settings file, as those of a shell do. */
    Outcome compose(Map<String, String> variables, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "docker",
                "compose",
                "--project-name",
                "daemun-" + addition.place().directory,
                "--env-file",
                settingsFile().toString(),
                "--file",
                "docker-compose.yml",
                "--file",
                "docker/built.yml",
                "--file",
                "testing/system-tests/src/test/resources/short-lived.yml",
                "--file",
                override.toString()));
        command.addAll(List.of(arguments));
        return run(variables, command);
    }

    /** What {@code docker inspect} prints, by a Go template, for the container of each part, or of these parts. */
    List<String> inspect(String template, String... parts) {
        return inspectListed(template, about(parts, "ps", "--quiet"));
    }

    /** The same for the containers that a Compose command lists. */
    private List<String> inspectListed(String template, String... listing) {
        List<String> command = new ArrayList<>(List.of("docker", "inspect", "--format", template));
        command.addAll(compose(listing).output().lines().map(String::strip).toList());
        return succeed(run(Map.of(), command)).output().lines().toList();
    }

    Keycloak admin() {
        return Keycloak.getInstance(
                idUrl(),
                "master",
                administrator().username(),
                administrator().password(),
                "admin-cli",
                authority().context());
    }

    /** A new customer with a password. */
    Customer customer() {
        try (Keycloak admin = admin()) {
            return Customer.create(admin.realm("daemun"));
        }
    }

    /** The authority of the proxy's certificate for localhost, which a person would have to trust. */
    Authority authority() {
        Path certificate = directory.resolve("root.crt");
        succeed(compose("cp", "proxy:/data/caddy/pki/authorities/local/root.crt", certificate.toString()));
        return Authority.of(certificate);
    }

    @Override
    public void close() {
        compose("--profile", "*", "down", "--volumes");
        addition.close();
    }

    private Login administrator() {
        return new Login(
                settings.getProperty("KC_BOOTSTRAP_ADMIN_USERNAME"),
                settings.getProperty("KC_BOOTSTRAP_ADMIN_PASSWORD"));
    }

    private static String[] about(String[] parts, String... command) {
        return Stream.concat(Stream.of(command), Stream.of(parts)).toArray(String[]::new);
    }

    private Path settingsFile() {
        return directory.resolve("env");
    }

    private static Outcome succeed(Outcome outcome) {
        if (outcome.status() != 0) {
            throw new AssertionError(outcome.output());
        }
        return outcome;
    }

    private Outcome run(Map<String, String> variables, List<String> command) {
        Path output = directory.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(PROJECT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(variables);
        try {
            Process process = builder.start();
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroy();
                throw new AssertionError("No end: " + command + "\n" + Files.readString(output));
            }
            return new Outcome(process.exitValue(), Files.readString(output));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

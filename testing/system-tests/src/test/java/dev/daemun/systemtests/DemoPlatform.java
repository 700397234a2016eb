package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.daemun.freeports.FreePort;
import dev.daemun.localplatform.CodeFlow;
import dev.daemun.localplatform.Directories;
import dev.daemun.localplatform.Login;
import dev.daemun.localplatform.PlatformDescription;
import dev.daemun.localplatform.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;

/**
 * The platform as a newcomer gets it, started by {@code ./run} itself on its usual ports and without any credentials.
 * It runs in a directory of links to the project, so that a developer's own {@code .run} is not changed. All tests of a
 * run share one.
 */
final class DemoPlatform {
    /** The resource that each class locks that uses it, so that no two of these classes run side by side. */
    static final String LOCK = "demo platform";

    private static final Path PROJECT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path CHECKOUT = Path.of("target", "newcomer").toAbsolutePath();
    private static final Path LOG = CHECKOUT.resolve("run.log");
    private static final Path DESCRIPTION = CHECKOUT.resolve(".run/platform.json");
    /** How a process's line in the log begins. The other lines are the summary, which contains the demo logins. */
    private static final Pattern LINE_OF_A_PROCESS = Pattern.compile("^[a-z-]+ *\\| ");

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    final Ports ports = Ports.usual();
    private PlatformDescription description;
    private Process launcher;

    private DemoPlatform() {
        try {
            checkOut();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::end));
        start("--fresh");
    }

    /** The platform, which is started at the first call, and again if a test has stopped it. */
    static DemoPlatform shared() {
        DemoPlatform platform = Shared.PLATFORM;
        if (!platform.launcher.isAlive()) {
            platform.start();
        }
        return platform;
    }

    /** Whether it can be started. It can't if the usual ports are taken, perhaps by a developer's own platform. */
    static boolean isPossible() {
        return Beforehand.PORTS_ARE_FREE;
    }

    /** Runs {@code ./run} and waits until it has described what it started. */
    void start(String... arguments) {
        try {
            launcher = command(arguments)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(LOG.toFile()))
                    .start();
            await().atMost(PATIENCE).until(() -> Files.exists(DESCRIPTION) || !launcher.isAlive());
            assertThat(launcher.isAlive()).as("it runs; if not, see " + LOG).isTrue();
            description = new ObjectMapper().readValue(DESCRIPTION.toFile(), PlatformDescription.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs {@code ./run} with these arguments until it ends, and returns what it printed. */
    String outputOf(String... arguments) throws IOException {
        ProcessBuilder command = command(arguments);
        // With these options Java prints a line of its own into the command's output.
        command.environment().remove("JDK_JAVA_OPTIONS");
        return new String(command.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** What commands print that are given in the directory of {@code ./run}, as the documents give them. */
    String shell(String commands) throws IOException {
        ProcessBuilder shell = new ProcessBuilder("bash", "-c", commands)
                .directory(CHECKOUT.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        shell.environment().remove("JDK_JAVA_OPTIONS");
        return new String(shell.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** The launcher and all processes that it has started. */
    List<ProcessHandle> processes() {
        return Stream.concat(Stream.of(launcher.toHandle()), launcher.descendants())
                .toList();
    }

    /** Stops the platform as Ctrl-C does. */
    void interrupt() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(launcher.pid()))
                .start()
                .waitFor();
    }

    /** Waits until Keycloak and each service have what makes their next start faster, which the launcher sees to once all of them answer. */
    void awaitCaches() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(caches())
                        .as("caches of the sample service, of the gateway and of Keycloak")
                        .hasSizeGreaterThanOrEqualTo(3));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(CHECKOUT.resolve(".run/keycloak-for-cache"))
                        .as("the copy of Keycloak that has written its cache")
                        .doesNotExist());
    }

    /** Looks into the processes that were given a cache, since the JVM ignores one that does not fit. */
    void assertThatAllUseTheirCaches() throws IOException {
        List<ProcessHandle> servers = processes().stream()
                .filter(process -> process.info().commandLine().orElse("").contains("-XX:AOTCache="))
                .toList();
        assertThat(servers).as("the sample service, the gateway and Keycloak").hasSize(3);
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        for (ProcessHandle server : servers) {
            // S stands for a class from an archive. Java's own has some 1,200 of those that a server needs.
            String shared = shell(jcmd + " " + server.pid() + " VM.classes | awk '$4 ~ /S/' | wc -l");
            assertThat(Integer.parseInt(shared.strip()))
                    .as("classes from the cache in "
                            + server.info().commandLine().orElseThrow())
                    .isGreaterThan(5_000);
        }
    }

    private static List<Path> caches() throws IOException {
        try (Stream<Path> services = Files.walk(PROJECT.resolve("local-platform/target/platform/services"));
                Stream<Path> keycloak = Files.walk(CHECKOUT.resolve(".run/keycloak"), 2)) {
            return Stream.concat(services, keycloak)
                    .filter(file -> file.getFileName().toString().matches("start-with-java-.*\\.aot"))
                    .toList();
        }
    }

    /** Kills only the launcher, as {@code kill -9} does. */
    void killLauncher() throws InterruptedException {
        launcher.destroyForcibly().waitFor();
    }

    static void assertThatNothingIsLeftOf(List<ProcessHandle> processes) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(processes).noneMatch(ProcessHandle::isAlive));
    }

    Path descriptionFile() {
        return DESCRIPTION;
    }

    /** The directory of the realm's files, a copy of the project's. */
    Path realmFiles() {
        return CHECKOUT.resolve("realm-config/realm");
    }

    PlatformDescription description() {
        return description;
    }

    /** Requires that the logs so far contain no token, no e-mail address and no password. */
    static void assertThatLogsTellNothing() {
        try (Stream<String> lines = Files.lines(LOG)) {
            List<String> ofProcesses =
                    lines.filter(line -> LINE_OF_A_PROCESS.matcher(line).find()).toList();
            assertThat(ofProcesses).as("three processes write there").hasSizeGreaterThan(20);
            assertThat(String.join("\n", ofProcesses)).doesNotContain("eyJ", "@example.com", TestRealm.DEMO_PASSWORD);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String webApp() {
        return description.webApp();
    }

    /** A call to the sample service through the gateway. */
    Call callService(String path) {
        return Call.to(webApp() + "api" + path);
    }

    String token(String username) {
        CodeFlow flow = new CodeFlow(description.issuer(), "sample-web-app", webApp(), "openid");
        return flow.signIn(new Login(username, TestRealm.DEMO_PASSWORD)).accessToken();
    }

    /** Waits until the gateway and the service behind it refuse the token. */
    void awaitRefused(String token) {
        description
                .services()
                .forEach(service -> await().until(() ->
                        Call.to(service.url() + "/me").bearer(token).get().status() == 401));
    }

    /** Keycloak's admin REST interface with the administrator's rights; to be closed. */
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

    private ProcessBuilder command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(CHECKOUT.resolve("run").toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    /** Links to all of the project's files except {@code ./run} itself, what it writes to, and the realm's files, which people change. */
    private static void checkOut() throws IOException {
        Path localPlatform = Path.of("local-platform");
        Path target = localPlatform.resolve("target");
        Path parts = target.resolve("platform");
        Files.createDirectories(CHECKOUT);
        try (Stream<Path> old = Files.list(CHECKOUT)) {
            for (Path entry : old.filter(entry -> !entry.endsWith(".run")).toList()) {
                Directories.delete(entry);
            }
        }
        Files.createDirectories(CHECKOUT.resolve(parts));
        linkEntries(
                Path.of(""), Set.of("run", ".run", ".git", "target", "local-platform", "realm-config", "realm.env"));
        copy(Path.of("realm-config", "realm"));
        linkEntries(Path.of("realm-config"), Set.of("realm"));
        linkEntries(localPlatform, Set.of("target"));
        linkEntries(target, Set.of("platform"));
        linkEntries(parts, Set.of(".built"));
        Files.copy(PROJECT.resolve("run"), CHECKOUT.resolve("run"), StandardCopyOption.COPY_ATTRIBUTES);
        // The build of which these tests are a part has just built all parts.
        Files.createFile(CHECKOUT.resolve(parts).resolve(".built"));
    }

    /** With the times of the files, since {@code ./run} builds anew what is newer than the build. */
    private static void copy(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(PROJECT.resolve(directory))) {
            for (Path file : files.toList()) {
                Path copy = CHECKOUT.resolve(PROJECT.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static void linkEntries(Path directory, Set<String> except) throws IOException {
        try (Stream<Path> entries = Files.list(PROJECT.resolve(directory))) {
            for (Path entry : entries.toList()) {
                Path name = entry.getFileName();
                if (!except.contains(name.toString())) {
                    Files.createSymbolicLink(CHECKOUT.resolve(directory).resolve(name), entry);
                }
            }
        }
    }

    private void end() {
        if (launcher != null) {
            List<ProcessHandle> processes = processes();
            processes.forEach(ProcessHandle::destroy);
            processes.forEach(process -> process.onExit().join());
        }
    }

    /** Looked at once, since later the platform itself may listen there. */
    private static final class Beforehand {
        private static final boolean PORTS_ARE_FREE =
                Stream.of(3000, 8080, 8081, 9000, 9081, 9082, 8180, 8181).noneMatch(FreePort::isTaken);
    }

    private static final class Shared {
        private static final DemoPlatform PLATFORM = new DemoPlatform();
    }
}

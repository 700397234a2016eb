package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./run} starts, as a person uses it: on its usual ports, in a directory of its own. */
@Tag("own-keycloak")
class RunStartsAndStopsEverythingIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    private Path directory;

    private Process platform;

    @BeforeEach
    void theUsualPortsAreFree() {
        boolean free = Stream.of(3000, 8080, 8081, 9000, 9081, 9082, 8180, 8181)
                .allMatch(RunStartsAndStopsEverythingIT::isFree);
        assumeTrue(free || "true".equals(System.getenv("CI")), "The usual ports are in use: ./run can't be tried.");
    }

    @AfterEach
    void endWhatIsLeft() {
        if (platform != null) {
            family().forEach(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void aDayWithThePlatform() throws Exception {
        start();
        Path description = directory.resolve(".run/platform.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(description)))
                .isEqualTo("rw-------");
        JsonNode json = new ObjectMapper().readTree(description.toFile());
        assertThat(json.propertyStream().map(entry -> entry.getKey()))
                .containsExactlyInAnyOrder("issuer", "admin", "webApp", "services", "users", "clients", "standIns");
        String service = json.path("services").get(0).path("url").asText();

        Call.Answer ordered = Call.to(service + "/orders")
                .bearer(outputOf("token", "demo-manager").strip())
                .postJson("{\"item\":\"열쇠\",\"quantity\":1}");
        assertThat(ordered.status()).as(ordered.body()).isEqualTo(201);
        assertThat(Call.to(json.path("webApp").asText()).get().body()).contains("<html");
        assertThat(Call.to(json.path("services").get(1).path("url").asText() + "/orders")
                        .bearer(outputOf("token", "demo-manager").strip())
                        .get()
                        .body())
                .as("through the gateway")
                .contains("열쇠");
        assertThat(outputOf("status")).contains(json.path("issuer").asText());
        assertThat(outputOf()).contains("runs already").doesNotContain("Exception");

        List<ProcessHandle> family = family();
        assertThat(family).as("the launcher, Keycloak and a service").hasSizeGreaterThanOrEqualTo(3);
        new ProcessBuilder("kill", "-INT", Long.toString(platform.pid()))
                .start()
                .waitFor();
        assertNothingIsLeftOf(family);
        assertThat(description).doesNotExist();
        assertThat(isFree(8180)).as("the stand-ins are gone").isTrue();

        start();
        assertThat(Call.to(service + "/orders")
                        .bearer(outputOf("token", "demo-manager").strip())
                        .get()
                        .body())
                .as("data survives a restart")
                .contains("열쇠");

        family = family();
        platform.destroyForcibly().waitFor();
        outputOf("stop");
        assertNothingIsLeftOf(family);
        assertThat(outputOf("status")).contains("does not run");
    }

    @Test
    void aBusyPortIsSaidInOneSentence() throws IOException {
        try (ServerSocket busy = new ServerSocket(8081, 1, InetAddress.getLoopbackAddress())) {
            assertThat(outputOf().strip().lines())
                    .singleElement()
                    .asString()
                    .startsWith("Port " + busy.getLocalPort())
                    .contains("in use");
        }
        assertThat(directory.resolve(".run/platform.json")).doesNotExist();
    }

    private void start() throws IOException {
        Path log = Path.of("target", "run.log").toAbsolutePath();
        platform = launcher()
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        await().atMost(PATIENCE)
                .until(() -> Files.exists(directory.resolve(".run/platform.json")) || !platform.isAlive());
        assertThat(platform.isAlive())
                .as("it runs; if not, " + log + " says why")
                .isTrue();
    }

    private String outputOf(String... arguments) throws IOException {
        Process process = launcher(arguments).start();
        return new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }

    /** The command that ./run ends with, once it has built everything. */
    private ProcessBuilder launcher(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Ddaemun.parts=" + Path.of(System.getProperty("daemun.parts")).toAbsolutePath(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.daemun.localplatform.LocalPlatformCommand"));
        command.addAll(List.of(arguments));
        ProcessBuilder launcher =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        // Java would say that it has them, among what the command itself says.
        launcher.environment().remove("JDK_JAVA_OPTIONS");
        return launcher;
    }

    private List<ProcessHandle> family() {
        return Stream.concat(Stream.of(platform.toHandle()), platform.descendants())
                .toList();
    }

    private static void assertNothingIsLeftOf(List<ProcessHandle> family) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(family).noneMatch(ProcessHandle::isAlive));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}

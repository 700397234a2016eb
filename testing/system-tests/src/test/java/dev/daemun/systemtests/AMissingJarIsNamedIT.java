package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.localplatform.KeycloakHome;
import dev.daemun.localplatform.Parts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever takes one jar and forgets another that it reads from is told which, and not the name of a class. */
class AMissingJarIsNamedIT {
    private static final Path DIRECTORY = Path.of("target", "missing-jar").toAbsolutePath();

    @ParameterizedTest
    @CsvSource({
        "event-relay, event-relay delivers the identity event log: put the jar of identity-event-log beside it in providers/.",
        "revocation-feed, revocation-feed reads the identity event log: put the jar of identity-event-log beside it in providers/."
    })
    void whenKeycloakIsBuiltWithoutTheLog(String module, String sentence) throws IOException, InterruptedException {
        Parts parts = Parts.built();
        List<Path> alone = parts.providers().stream()
                .filter(jar -> jar.getFileName().toString().startsWith(module))
                .toList();
        assertThat(alone).hasSize(1);
        KeycloakHome home = KeycloakHome.install(parts.keycloak(), DIRECTORY, alone);
        Path log = DIRECTORY.resolve(module + ".log");
        ProcessBuilder builder = new ProcessBuilder(
                        home.directory().resolve("bin/kc.sh").toString(), "build", "--db=dev-file")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process keycloak = builder.start();
        try {
            assertThat(keycloak.waitFor(5, TimeUnit.MINUTES))
                    .as("Keycloak ends by itself; see " + log)
                    .isTrue();
            assertThat(keycloak.exitValue()).isNotZero();
            assertThat(Files.readAllLines(log)).contains("ERROR: " + sentence);
        } finally {
            keycloak.descendants().forEach(ProcessHandle::destroyForcibly);
            keycloak.destroyForcibly();
        }
    }
}

package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.localplatform.KeycloakHome;
import dev.daemun.localplatform.Parts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever takes one jar and forgets another that it reads from is told which, and not the name of a class. */
class AMissingJarIsNamedIT {
    private static final Path DIRECTORY = Path.of("target", "missing-jar").toAbsolutePath();

    /** The rows of the chapter's table that name a jar that must be there. */
    static Stream<Arguments> needs() {
        return ReadmeSection.of(Path.of("../../docs/one-extension.md"), "The jars")
                .cells()
                .filter(cells -> cells.get(1).startsWith("`"))
                .map(cells -> Arguments.of(
                        cells.get(0).replaceAll(".*`(.*)`.*", "$1"),
                        cells.get(1).replace("`", "")));
    }

    @ParameterizedTest
    @MethodSource("needs")
    void whenKeycloakIsBuiltWithoutIt(String module, String needed) throws IOException, InterruptedException {
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
            assertThat(Files.readAllLines(log))
                    .anyMatch(line -> line.startsWith("ERROR: " + module)
                            && line.endsWith("put the jar of " + needed + " beside it in providers/."));
        } finally {
            keycloak.descendants().forEach(ProcessHandle::destroyForcibly);
            keycloak.destroyForcibly();
        }
    }
}

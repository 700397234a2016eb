package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.localplatform.Directories;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What {@code docker/make-dist} writes, which a release gives to people who have neither a JDK nor the sources. */
@NeedsDocker
// Otherwise both might make the same images at once.
@ResourceLock(ProductionPlatform.LOCK)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class TheBundleNeedsNoBuildIT {
    private static final Path DIST = Path.of("target", "dist").toAbsolutePath();
    private static Path bundle;

    @BeforeAll
    static void unpack() throws IOException {
        Directories.delete(DIST);
        assertThat(run(Path.of("../.."), "docker/make-dist", DIST.toString())).contains("SHA256SUMS");
        assertThat(run(DIST, "sha256sum", "--strict", "--check", "SHA256SUMS")).doesNotContain("FAILED");
        Path archive = only(DIST, ".tar.gz");
        run(DIST, "tar", "xzf", archive.toString());
        bundle = Path.of(archive.toString().replace(".tar.gz", ""));
    }

    @Test
    void itsImagesAreMadeFromItsJars() throws IOException {
        assertThat(bundle.resolve("mvnw"))
                .as("nothing could build from sources")
                .doesNotExist();
        run(bundle, "docker/make-env");
        String config = run(bundle, "docker", "compose", "config", "--format", "json");
        assertThat(config.split("\"built\": \"", -1))
                .as("each image takes its jars")
                .hasSize(5);
        run(bundle, "docker", "compose", "--project-name", "daemun-bundle", "--progress", "plain", "build");
    }

    @Test
    void everyFileIsThereThatAContainerMounts() throws IOException {
        Stream<String> mounted = Files.readString(bundle.resolve("docker-compose.yml"))
                .lines()
                .flatMap(line -> Stream.of(line.split("[ \"]+", -1)))
                .filter(word -> word.startsWith("./"))
                .map(word -> word.split(":", -1)[0]);
        assertThat(mounted.toList())
                .hasSizeGreaterThan(5)
                .allSatisfy(file -> assertThat(bundle.resolve(file)).exists());
    }

    @Test
    void nothingOfItLeadsToAStandIn() throws IOException {
        try (Stream<Path> files = Files.walk(DIST)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.contains("stand-in") || name.startsWith("local-platform"));
        }
    }

    /** A second run must not mix an old release with a new one. */
    @Test
    void anOlderOneIsNeverOverwritten() throws IOException {
        Process again = start(Path.of("../.."), "docker/make-dist", DIST.toString());
        assertThat(output(again)).contains("exists already: remove it");
        assertThat(again.exitValue()).isEqualTo(1);
    }

    private static Path only(Path directory, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> found =
                    files.filter(file -> file.toString().endsWith(suffix)).toList();
            assertThat(found).hasSize(1);
            return found.get(0);
        }
    }

    private static String run(Path directory, String... command) throws IOException {
        Process process = start(directory, command);
        String output = output(process);
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    private static Process start(Path directory, String... command) throws IOException {
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
    }

    private static String output(Process process) throws IOException {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return output;
    }
}

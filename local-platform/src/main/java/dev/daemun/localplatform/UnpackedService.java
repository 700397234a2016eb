package dev.daemun.localplatform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An executable jar unpacked beside itself, and there the JVM's cache of a start. A start from the jar costs some 15 s of processor time,
 * from what was unpacked 9 s, because the JVM does not look for classes in jars within a jar, and with the cache 5 s.
 *
 * @param jar the executable jar
 * @param directory where it is unpacked: named by the jar's size and time, so that nobody starts what was unpacked of an
 *     earlier build
 */
record UnpackedService(Path jar, Path directory) {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    static UnpackedService of(Path jar) {
        try {
            String build =
                    Files.size(jar) + "-" + Files.getLastModifiedTime(jar).toMillis();
            return new UnpackedService(jar, jar.resolveSibling(name(jar) + "-" + build));
        } catch (IOException e) {
            throw new PlatformException("The service " + jar + " is not there: build once more.", e);
        }
    }

    /** Unpacks it, unless that has been done, and deletes what was unpacked of earlier builds. */
    void unpack() {
        if (Files.exists(directory)) {
            return;
        }
        try {
            Path unfinished = Files.createTempDirectory(jar.getParent(), ".unpacking");
            List<String> command = List.of(
                    java(),
                    "-Djarmode=tools",
                    "-jar",
                    jar.toString(),
                    "extract",
                    "--force",
                    "--destination",
                    unfinished.toString());
            ManagedProcess unpacking =
                    ManagedProcess.start("unpacking " + name(jar), command, Map.of(), jar.getParent(), line -> {});
            if (unpacking.awaitExit(PATIENCE) != 0) {
                Directories.delete(unfinished);
                throw new PlatformException(jar + " can't be unpacked: build once more.");
            }
            keep(unfinished);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The command that starts it from what was unpacked, with the cache if this Java has written one. */
    List<String> command() {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(startCache().options());
        command.addAll(List.of("-jar", unpackedJar().toString()));
        return command;
    }

    StartCache startCache() {
        return new StartCache(directory);
    }

    /**
     * Starts it until it has made all its beans, before it opens a port; then it ends and the JVM writes the cache. That takes some 25 s
     * of processor time. Once the process has ended, {@link StartCache#keep} is to be called.
     */
    ManagedProcess startForCache() {
        List<String> command = List.of(
                java(),
                "-XX:TieredStopAtLevel=1",
                startCache().outputOption(),
                "-Dspring.context.exit=onRefresh",
                "-jar",
                unpackedJar().toString());
        return ManagedProcess.start(name(jar) + " for its cache", command, Map.of(), directory, line -> {});
    }

    private Path unpackedJar() {
        return directory.resolve(jar.getFileName());
    }

    /** Only the first of several platforms that unpack the same jar keeps what it has unpacked, and deletes the earlier builds. */
    private void keep(Path unpacked) throws IOException {
        try {
            Files.move(unpacked, directory, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.exists(directory)) {
                throw e;
            }
            Directories.delete(unpacked);
            return;
        }
        try (var builds = Files.newDirectoryStream(jar.getParent(), name(jar) + "-[0-9]*")) {
            for (Path build : builds) {
                if (!build.equals(directory)) {
                    Directories.delete(build);
                }
            }
        }
    }

    private static String name(Path jar) {
        return jar.getFileName().toString().replaceFirst("\\.jar$", "");
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}

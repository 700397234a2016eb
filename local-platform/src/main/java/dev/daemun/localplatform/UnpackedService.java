package dev.daemun.localplatform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An executable jar unpacked beside itself, and there the JVM's ahead-of-time cache of a start (JEP 483, 514 and 515). A start from
 * the jar costs some 15 s of processor time, from what was unpacked 9 s, and with the cache 5 s, because the JVM neither
 * looks for classes in jars within a jar nor reads and links each class anew.
 *
 * @param jar the executable jar
 * @param directory where it is unpacked: named by the jar's size and time, so that nobody starts what was unpacked of an
 *     earlier build
 */
record UnpackedService(Path jar, Path directory) {
    /** The first one with {@code -XX:AOTCacheOutput}, JEP 514. */
    private static final int FIRST_JAVA_WITH_CACHE = 25;

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
        deleteEarlierBuilds();
        try {
            Path unfinished = Files.createTempDirectory(jar.getParent(), ".unpacking");
            int result = new ProcessBuilder(
                            java(),
                            "-Djarmode=tools",
                            "-jar",
                            jar.toString(),
                            "extract",
                            "--force",
                            "--destination",
                            unfinished.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start()
                    .waitFor();
            if (result != 0) {
                throw new PlatformException(jar + " can't be unpacked: build once more.");
            }
            keep(unfinished);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException("Nobody waits any more for " + jar + " to be unpacked.", e);
        }
    }

    /** The command that starts it from what was unpacked, with the cache if this Java has written one. */
    List<String> command() {
        List<String> command = new ArrayList<>(List.of(java()));
        if (Files.exists(cache())) {
            command.add("-XX:AOTCache=" + cache());
            // Where it can't use the cache, as under a debugger, the JVM starts without it, and would say so.
            command.add("-Xlog:aot*=off");
        }
        command.addAll(List.of("-jar", unpackedJar().toString()));
        return command;
    }

    /** Whether the next start could be faster: this Java can write a cache, and has written none. */
    boolean lacksCache() {
        return Runtime.version().feature() >= FIRST_JAVA_WITH_CACHE && !Files.exists(cache());
    }

    /**
     * Starts it until it has made all its beans, before it opens a port; then it ends and the JVM writes the cache. That takes some 25 s
     * of processor time. Once the process has ended, {@link #keepCache} is to be called.
     */
    ManagedProcess startForCache() {
        List<String> command = List.of(
                java(),
                "-XX:TieredStopAtLevel=1",
                "-XX:AOTCacheOutput=" + unfinishedCache(),
                "-Dspring.context.exit=onRefresh",
                "-jar",
                unpackedJar().toString());
        // A debugger's options are for the service that runs.
        Map<String, String> environment = Map.of("JDK_JAVA_OPTIONS", "");
        return ManagedProcess.start(name(jar) + " for its cache", command, environment, directory, line -> {});
    }

    /** Lets later starts use the cache that was just written; {@code false} if none was. */
    boolean keepCache() {
        try {
            if (!Files.exists(unfinishedCache())) {
                return false;
            }
            Files.move(unfinishedCache(), cache(), StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path unpackedJar() {
        return directory.resolve(jar.getFileName());
    }

    /** Of one version of Java, because no other can use it. */
    private Path cache() {
        return directory.resolve("start-with-java-" + Runtime.version() + ".aot");
    }

    /** Of this process alone, because several platforms may share what was built. */
    private Path unfinishedCache() {
        return directory.resolve("unfinished-" + ProcessHandle.current().pid() + ".aot");
    }

    private void keep(Path unpacked) throws IOException {
        try {
            Files.move(unpacked, directory, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.exists(directory)) {
                throw e;
            }
            // Another platform has unpacked the same jar meanwhile.
            Directories.delete(unpacked);
        }
    }

    private void deleteEarlierBuilds() {
        try (var builds = Files.newDirectoryStream(jar.getParent(), name(jar) + "-[0-9]*")) {
            builds.forEach(Directories::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path jar) {
        return jar.getFileName().toString().replaceFirst("\\.jar$", "");
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}

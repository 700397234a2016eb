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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern UNFINISHED = Pattern.compile("unfinished-(\\d+)\\.aot.*");

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
        deleteLeftUnfinished();
        List<String> command = List.of(
                java(),
                "-XX:TieredStopAtLevel=1",
                "-XX:AOTCacheOutput=" + unfinishedCache(),
                "-Dspring.context.exit=onRefresh",
                "-jar",
                unpackedJar().toString());
        return ManagedProcess.start(name(jar) + " for its cache", command, Map.of(), directory, line -> {});
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

    /** A launcher that was stopped meanwhile has left some 100 MB, by its process id. */
    private void deleteLeftUnfinished() {
        try (var files = Files.newDirectoryStream(directory, "unfinished-*")) {
            for (Path file : files) {
                Matcher name = UNFINISHED.matcher(file.getFileName().toString());
                if (name.matches()
                        && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()) {
                    Files.delete(file);
                }
            }
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

package dev.daemun.localplatform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The JVM's ahead-of-time cache of a program's start (JEP 483, 514 and 515), which a start for that purpose writes when it ends. With it
 * the JVM neither reads nor links each class anew.
 *
 * @param directory where the cache is, and nothing else of such a name
 */
record StartCache(Path directory) {
    /** The first one with {@code -XX:AOTCacheOutput}, JEP 514. */
    private static final int FIRST_JAVA_WITH_CACHE = 25;

    private static final Pattern UNFINISHED = Pattern.compile("unfinished-(\\d+)\\.aot.*");

    /** The options of a start: none where this Java has written no cache. */
    List<String> options() {
        return Files.exists(file())
                // Where it can't use the cache, as under a debugger, the JVM starts without it, and would say so.
                ? List.of("-XX:AOTCache=" + file(), "-Xlog:aot*=off")
                : List.of();
    }

    /** Whether the next start could be faster: this Java can write a cache, and has written none. */
    boolean isMissing() {
        return Runtime.version().feature() >= FIRST_JAVA_WITH_CACHE && !Files.exists(file());
    }

    /** The option of a start that writes the cache when it ends, which then takes some 15 s of processor time. */
    String outputOption() {
        deleteLeftUnfinished();
        return "-XX:AOTCacheOutput=" + unfinished();
    }

    /** Lets later starts use the cache that was just written; {@code false} if none was. */
    boolean keep() {
        try {
            if (!Files.exists(unfinished())) {
                return false;
            }
            Files.move(unfinished(), file(), StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of one version of Java, because no other can use it. */
    private Path file() {
        return directory.resolve("start-with-java-" + Runtime.version() + ".aot");
    }

    /** Of this process alone, because several platforms may share what was built. */
    private Path unfinished() {
        return directory.resolve("unfinished-" + ProcessHandle.current().pid() + ".aot");
    }

    /** A launcher that was stopped meanwhile has left some 100 MB, by its process id. */
    private void deleteLeftUnfinished() {
        try {
            Files.createDirectories(directory);
            try (var files = Files.newDirectoryStream(directory, "unfinished-*")) {
                for (Path file : files) {
                    Matcher name = UNFINISHED.matcher(file.getFileName().toString());
                    if (name.matches()
                            && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()) {
                        Files.delete(file);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

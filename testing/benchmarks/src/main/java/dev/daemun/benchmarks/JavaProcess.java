package dev.daemun.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a Java process says of itself to {@code jcmd}. */
record JavaProcess(ProcessHandle process) {
    private static final Pattern LIVE_BYTES = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");
    private static final Pattern COMPILING_NANOS = Pattern.compile("(?m)^java\\.ci\\.totalTime=(\\d+)");

    /** Those among a process and what it has started: Keycloak's is started by a script, and nginx has none. */
    static Stream<JavaProcess> in(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                .filter(one -> one.info().command().orElse("").endsWith("java"))
                .map(JavaProcess::new);
    }

    /** The bytes of all objects that are still in use, after the garbage was collected. */
    long liveBytes() {
        return find(LIVE_BYTES, "GC.class_histogram");
    }

    /** For how long the JVM has been compiling so far, in nanoseconds; two compilers at the same time count twice. */
    long compilingNanos() {
        return find(COMPILING_NANOS, "PerfCounter.print");
    }

    private long find(Pattern number, String command) {
        try {
            Process jcmd = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(process.pid()),
                            command)
                    .redirectErrorStream(true)
                    .start();
            String answer = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher found = number.matcher(answer);
            if (!found.find()) {
                throw new IllegalStateException(answer);
            }
            return Long.parseLong(found.group(1));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

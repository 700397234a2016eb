package dev.daemun.benchmarks;

import java.io.IOException;
import java.util.List;

/** Server and load on one processor each, where {@code taskset} (util-linux) is there. */
final class Placement {
    private static final boolean PINNED = hasTaskset();

    /** What a server's command begins with. */
    static final List<String> SERVER = PINNED ? List.of("taskset", "-c", "0") : List.of();

    private Placement() {}

    /** Leaves the first processor to the server. */
    static void pinThisProcess() {
        if (PINNED) {
            try {
                new ProcessBuilder(
                                "taskset",
                                "-a",
                                "-p",
                                "-c",
                                "1",
                                Long.toString(ProcessHandle.current().pid()))
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    static String describe() {
        return PINNED ? "server on one core, load on another" : "not pinned: taskset is not there";
    }

    private static boolean hasTaskset() {
        try {
            return new ProcessBuilder("taskset", "-c", "0", "true").start().waitFor() == 0
                    && Runtime.getRuntime().availableProcessors() > 1;
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }
}

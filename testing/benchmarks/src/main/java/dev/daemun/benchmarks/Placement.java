package dev.daemun.benchmarks;

import java.io.IOException;
import java.util.List;

/** Gives the server one processor and the load another, where {@code taskset} (util-linux) is installed. */
final class Placement {
    private static final boolean PINNED = hasTaskset();

    /** What a server's command begins with. */
    static final List<String> SERVER = PINNED ? List.of("taskset", "-c", "0") : List.of();

    private Placement() {}

    /** Moves this process, which makes the load, to the load's processor. */
    static void pinThisProcess() {
        toTheLoad(ProcessHandle.current());
    }

    static void toTheLoad(ProcessHandle process) {
        pin(process, "1");
    }

    static void toTheServer(ProcessHandle process) {
        pin(process, "0");
    }

    static void toBoth(ProcessHandle process) {
        pin(process, "0,1");
    }

    private static void pin(ProcessHandle process, String processor) {
        if (PINNED) {
            try {
                new ProcessBuilder("taskset", "-a", "-p", "-c", processor, Long.toString(process.pid()))
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    static String describe() {
        return PINNED ? "server on one core, load on another" : "not pinned to cores: taskset is not installed";
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

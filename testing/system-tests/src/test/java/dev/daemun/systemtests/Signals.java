package dev.daemun.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;

/** Sends signals that Java has no method for. */
final class Signals {
    private Signals() {}

    /** Stops a process with all that it started, as a machine that hangs does, until {@link #thaw}. */
    static void freeze(ProcessHandle process) {
        family(process).forEach(member -> send(member, "STOP"));
    }

    static void thaw(ProcessHandle process) {
        family(process).forEach(member -> send(member, "CONT"));
    }

    static void send(ProcessHandle process, String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static Stream<ProcessHandle> family(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants());
    }
}

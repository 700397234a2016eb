package dev.daemun.systemtests;

import dev.daemun.localplatform.ManagedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;

/** Writes down how long servers took to start, in a file that {@code ./verify} adds to its own times. */
final class Starts {
    private static final Path FILE = Path.of("target", "starts.csv");

    private Starts() {}

    /** Notes the start of a process that has just become ready. */
    static void note(String kind, String name, ManagedProcess process) {
        Instant started = process.handle().info().startInstant().orElseGet(Instant::now);
        note(kind, name, Duration.between(started, Instant.now()), process.processorTime());
    }

    /** If the processor time is not known, it is zero. */
    static synchronized void note(String kind, String name, Duration wall, Duration processor) {
        try {
            Files.createDirectories(FILE.getParent());
            Files.writeString(
                    FILE,
                    "start of " + kind + ',' + wall.toMillis() + ',' + processor.toMillis() + ',' + name + '\n',
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

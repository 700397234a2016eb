package dev.daemun.localplatform;

import dev.daemun.realmconfig.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A file that lists the processes of the platform, the launcher first, so that {@code ./run stop} ends them even when the
 * launcher was killed. The operating system reuses process ids, so each has its start time beside it.
 */
record ProcessFile(Path file) {
    void write(List<ProcessHandle> processes) {
        PrivateFile.write(
                file,
                processes.stream()
                        .map(process -> process.pid() + " "
                                + startOf(process).map(Instant::toEpochMilli).orElse(0L))
                        .collect(Collectors.joining("\n", "", "\n")));
    }

    /** The listed processes that still run. */
    List<ProcessHandle> running() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(line -> line.split(" ", 2))
                    .flatMap(ProcessFile::find)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<ProcessHandle> find(String[] pidAndStart) {
        long pid = Long.parseLong(pidAndStart[0]);
        long start = Long.parseLong(pidAndStart[1]);
        return ProcessHandle.of(pid).stream()
                .filter(process -> startOf(process).map(Instant::toEpochMilli).orElse(0L) == start);
    }

    private static Optional<Instant> startOf(ProcessHandle process) {
        return process.info().startInstant();
    }
}

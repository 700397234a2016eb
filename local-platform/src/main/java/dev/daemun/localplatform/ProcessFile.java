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
 * Which processes make up the platform, the launcher first, so that {@code ./run stop} ends them even where the launcher
 * was killed. A process id is reused after a while, hence the start time beside it.
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

    /** Those of the platform that still run. */
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

package dev.daemun.benchmarks;

import java.time.Duration;
import java.util.stream.Stream;

/** The processor time that a process and its child processes have used so far. */
record CpuTime(ProcessHandle process) {
    long micros() {
        return Stream.concat(Stream.of(process), process.descendants())
                .mapToLong(handle ->
                        handle.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1_000)
                .sum();
    }
}

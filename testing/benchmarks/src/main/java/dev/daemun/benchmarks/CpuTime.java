package dev.daemun.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The processor time that processes and their child processes have used so far. */
record CpuTime(List<ProcessHandle> processes) {
    static CpuTime of(ProcessHandle... processes) {
        return new CpuTime(List.of(processes));
    }

    /** For how long the JVMs among them have been compiling so far. */
    long compilingNanos() {
        return processes.stream()
                .flatMap(JavaProcess::in)
                .mapToLong(JavaProcess::compilingNanos)
                .sum();
    }

    long micros() {
        return processes.stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .mapToLong(handle ->
                        handle.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1_000)
                .sum();
    }
}

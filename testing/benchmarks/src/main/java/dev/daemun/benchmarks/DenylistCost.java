package dev.daemun.benchmarks;

import dev.daemun.resourceserver.withdrawal.DenylistBenchmark;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine.Command;

/** Measures how long it takes to look for a token in denylists of different sizes. */
@Command(name = "denylist", description = "What looking for a token in a denylist of a million entries costs.")
final class DenylistCost implements Runnable {
    @Override
    public void run() {
        try {
            new Runner(new OptionsBuilder()
                            .include(DenylistBenchmark.class.getSimpleName())
                            .build())
                    .run();
        } catch (RunnerException e) {
            throw new IllegalStateException(e);
        }
    }
}

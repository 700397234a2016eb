package dev.daemun.benchmarks;

import dev.daemun.resourceserver.withdrawal.DenylistBenchmark;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine.Command;

/** A check against the denylist, by how much it holds. */
@Command(name = "denylist", description = "What a look into a denylist of a million entries costs.")
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

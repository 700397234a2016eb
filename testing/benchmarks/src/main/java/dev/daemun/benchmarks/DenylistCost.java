package dev.daemun.benchmarks;

import dev.daemun.resourceserver.withdrawal.DenylistBenchmark;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;

/** Measures how long it takes to look for a token in denylists of different sizes. */
@Command(name = "denylist", description = "What looking for a token in a denylist of a million entries costs.")
final class DenylistCost implements Runnable {
    @Override
    public void run() {
        try {
            System.out.printf("| entries | ns |%n|---|---|%n");
            for (RunResult result : new Runner(new OptionsBuilder()
                            .include(DenylistBenchmark.class.getSimpleName())
                            .verbosity(VerboseMode.SILENT)
                            .build())
                    .run()) {
                System.out.printf(
                        "| %s | %.0f |%n",
                        result.getParams().getParam("entries"),
                        result.getPrimaryResult().getScore());
            }
        } catch (RunnerException e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.daemun.benchmarks;

import java.util.function.DoubleSupplier;
import picocli.CommandLine.Option;

/** Runs a load until those that answer it are warm, because a JVM takes many times as long until it has compiled what the load needs. */
final class WarmUp {
    @Option(
            names = "--warm-up",
            defaultValue = "40",
            description =
                    "How many measurements are made at most of a thing until it is warm: until two in a row agree within 15 %%"
                            + " and the JVM compiles for less than a fifth of the time. They do not count.")
    private int most;

    /**
     * Warms one thing up, and says where that did not succeed.
     *
     * @param name what it is called
     * @param answering the processes that answer
     * @param load runs for a while and returns the processor time of a call
     */
    void run(String name, CpuTime answering, DoubleSupplier load) {
        Window before = null;
        for (int number = 1; number <= most; number++) {
            Window now = Window.during(answering, load);
            System.err.printf("%s warms up: %.1f for a call, compiling %.2f%n", name, now.cpu(), now.compiling());
            if (before != null && now.isWarmAfter(before)) {
                return;
            }
            before = now;
        }
        System.out.printf("Not warm after %d measurements: %s%n%n", most, name);
    }
}

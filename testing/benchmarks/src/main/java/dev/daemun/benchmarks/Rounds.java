package dev.daemun.benchmarks;

import java.time.Duration;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How many rounds there are, and how long each measurement in a round takes. */
final class Rounds {
    @Mixin
    private WarmUp warmUp;

    @Option(names = "--rounds", defaultValue = "5", description = "Measured rounds.")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "4", description = "Length of a measurement.")
    private int seconds;

    WarmUp warmUp() {
        return warmUp;
    }

    /**
     * Measures one thing until it is warm.
     *
     * @param name what it is called
     * @param answering the processes that answer
     * @param load runs for that long and returns the processor time of a call
     */
    void warmUp(String name, CpuTime answering, ToDoubleFunction<Duration> load) {
        warmUp.run(name, answering, () -> load.applyAsDouble(length()));
    }

    /** Runs one round after the other. */
    void run(Round round) {
        for (int number = 0; number < rounds; number++) {
            round.measure(number, length());
        }
    }

    private Duration length() {
        return Duration.ofSeconds(seconds);
    }

    /** Measures each thing once. */
    @FunctionalInterface
    interface Round {
        void measure(int number, Duration length);
    }
}

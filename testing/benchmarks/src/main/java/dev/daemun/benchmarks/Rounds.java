package dev.daemun.benchmarks;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How many rounds there are, and how long each measurement in a round takes. */
final class Rounds {
    @Option(
            names = "--warm-up",
            defaultValue = "8",
            description = "Rounds before the measured ones, in which the JVM compiles the code.")
    private int warmUp;

    @Option(names = "--rounds", defaultValue = "5", description = "Measured rounds.")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "4", description = "Length of a measurement.")
    private int seconds;

    /** Runs one round after the other; those with a negative number warm up and do not count. */
    void run(Round round) {
        for (int number = -warmUp; number < rounds; number++) {
            round.measure(number, Duration.ofSeconds(seconds), number >= 0);
        }
    }

    /** Measures each thing once. */
    @FunctionalInterface
    interface Round {
        void measure(int number, Duration length, boolean counts);
    }
}

package dev.daemun.benchmarks;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How often and how long things are measured in turn. */
final class Rounds {
    @Option(
            names = "--warm-up",
            defaultValue = "8",
            description = "Rounds before: what is compiled late costs as much.")
    private int warmUp;

    @Option(names = "--rounds", defaultValue = "5", description = "Measured rounds.")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "4", description = "Length of a measurement.")
    private int seconds;

    /** One round after the other. */
    void run(Round round) {
        for (int number = -warmUp; number < rounds; number++) {
            round.measure(number, Duration.ofSeconds(seconds), number >= 0);
        }
    }

    /** All that is measured, once each. */
    @FunctionalInterface
    interface Round {
        void measure(int number, Duration length, boolean counts);
    }
}

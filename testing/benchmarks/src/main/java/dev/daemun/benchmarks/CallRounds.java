package dev.daemun.benchmarks;

import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures several ways to make a call in turn, so that what changes on the machine meanwhile concerns them all. */
final class CallRounds {
    @Mixin
    private Rounds rounds;

    @Option(names = "--connections", defaultValue = "16", description = "How many calls are made at the same time.")
    private int connections;

    void measure(List<MeasuredCall> calls) {
        rounds.run((round, length, counts) -> calls.forEach(call -> call.measure(connections, length, counts)));
    }
}

package dev.daemun.benchmarks;

import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures several ways to make a call in turn, so that what changes on the machine meanwhile concerns them all. */
final class CallRounds {
    /** So few at first that the JVM's compiler, which may have one thread only, gets its share of the processors. */
    private static final int FEW_CONNECTIONS = 4;

    @Mixin
    private Rounds rounds;

    @Option(names = "--connections", defaultValue = "16", description = "How many calls are made at the same time.")
    private int connections;

    void measure(List<MeasuredCall> calls) {
        for (MeasuredCall call : calls) {
            call.onBothProcessors(() -> warmUp(call, FEW_CONNECTIONS));
            warmUp(call, connections);
        }
        rounds.run((round, length) -> calls.forEach(call -> call.measure(connections, length, call.series)));
    }

    private void warmUp(MeasuredCall call, int connections) {
        rounds.warmUp(call.name, call.cpu(), length -> call.measure(connections, length, new Series()));
    }
}

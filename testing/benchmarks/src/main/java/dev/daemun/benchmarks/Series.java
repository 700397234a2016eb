package dev.daemun.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The results of all rounds for one of the measured things. */
final class Series {
    private final List<Double> rates = new ArrayList<>();
    private final List<Double> cpu = new ArrayList<>();
    private final List<Double> millis = new ArrayList<>();

    /**
     * Adds the result of a round.
     *
     * @param rate how many per second
     * @param cpu processor time for each, in the unit that is the same for all rounds
     * @param latencies how long each took, in milliseconds
     */
    void add(double rate, double cpu, Collection<Double> latencies) {
        rates.add(rate);
        this.cpu.add(cpu);
        millis.addAll(latencies);
    }

    double rate() {
        return Samples.of(rates).median();
    }

    double cpu() {
        return Samples.of(cpu).median();
    }

    double latency(int percent) {
        return Samples.of(millis).percentile(percent);
    }
}

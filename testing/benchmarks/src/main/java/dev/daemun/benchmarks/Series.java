package dev.daemun.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What the rounds of one measurement gave. */
final class Series {
    private final List<Double> rates = new ArrayList<>();
    private final List<Double> cpu = new ArrayList<>();
    private final List<Double> millis = new ArrayList<>();

    /**
     * A round.
     *
     * @param rate a second
     * @param cpu time of each, in whatever unit the others have
     * @param latencies of each, in milliseconds
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

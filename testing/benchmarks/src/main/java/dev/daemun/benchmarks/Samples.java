package dev.daemun.benchmarks;

import java.util.Collection;
import java.util.List;

/** Measured values, the smallest first. */
record Samples(List<Double> sorted) {
    static Samples of(Collection<Double> values) {
        return new Samples(values.stream().sorted().toList());
    }

    double median() {
        return percentile(50);
    }

    /** The value that this percentage of all values does not exceed (nearest rank). */
    double percentile(int percent) {
        int rank = (int) Math.ceil(sorted.size() * percent / 100.0);
        return sorted.get(Math.max(0, rank - 1));
    }

    double max() {
        return sorted.get(sorted.size() - 1);
    }
}

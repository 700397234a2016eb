package dev.daemun.benchmarks;

import java.util.Collection;
import java.util.List;

/** Measured values, in order of size. */
record Samples(List<Double> sorted) {
    static Samples of(Collection<Double> values) {
        return new Samples(values.stream().sorted().toList());
    }

    double median() {
        return percentile(50);
    }

    /** The smallest value that so many percent do not exceed. */
    double percentile(int percent) {
        int rank = (int) Math.ceil(sorted.size() * percent / 100.0);
        return sorted.get(Math.max(0, rank - 1));
    }

    double max() {
        return sorted.get(sorted.size() - 1);
    }
}

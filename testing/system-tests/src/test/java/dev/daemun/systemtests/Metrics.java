package dev.daemun.systemtests;

import java.util.Arrays;

/** What a process says of itself in the text format that Prometheus reads, at one moment. */
record Metrics(String text) {
    static Metrics of(String url) {
        return new Metrics(Call.to(url).get().body());
    }

    /**
     * The sum of all series with this name and label.
     *
     * @param label such as {@code destination="webhook/first"}, or nothing for all of them
     */
    double value(String name, String label) {
        double[] values = text.lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .filter(line -> line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .toArray();
        if (values.length == 0) {
            throw new AssertionError("There is no metric " + name + " with " + label);
        }
        return Arrays.stream(values).sum();
    }
}

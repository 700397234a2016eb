package dev.daemun.benchmarks;

import java.time.Duration;
import java.util.function.LongFunction;

/** One way to make the same call, and what it took: requests, latencies, and the processor time of whoever answered it. */
final class MeasuredCall implements AutoCloseable {
    final String name;
    final Series series = new Series();
    private final Runnable stop;
    private final CpuTime cpu;
    private final int port;
    private final String path;
    private final LongFunction<String> token;

    /**
     * @param stop ends what was started for it
     * @param cpu of the processes whose processor time counts
     * @param token the bearer token of a request, by the number of the request
     */
    MeasuredCall(String name, Runnable stop, CpuTime cpu, int port, String path, LongFunction<String> token) {
        this.name = name;
        this.stop = stop;
        this.cpu = cpu;
        this.port = port;
        this.path = path;
        this.token = token;
    }

    CpuTime cpu() {
        return cpu;
    }

    /** Makes the call again and again for that long, adds what it took to the figures, and returns the processor time of one. */
    double measure(int connections, Duration length, Series figures) {
        long before = cpu.micros();
        HttpLoad.Result result = new HttpLoad(port, path, connections, token).run(length);
        double micros = (cpu.micros() - before) / (double) result.requests();
        figures.add(result.rate(), micros, result.millis());
        return micros;
    }

    /** Lets the processes use both processors while they warm up, so that the JVM can compile on one and answer on the other. */
    void onBothProcessors(Runnable warmUp) {
        cpu.processes().forEach(Placement::toBoth);
        warmUp.run();
        cpu.processes().forEach(Placement::toTheServer);
    }

    /** What the processes keep in their heaps when the load is over. */
    double heapMegabytes() {
        return cpu.processes().stream()
                        .flatMap(JavaProcess::in)
                        .mapToLong(JavaProcess::liveBytes)
                        .sum()
                / 1e6;
    }

    @Override
    public void close() {
        stop.run();
    }
}

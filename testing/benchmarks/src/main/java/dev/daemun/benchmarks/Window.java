package dev.daemun.benchmarks;

import java.util.function.DoubleSupplier;

/**
 * One measurement of a load.
 *
 * @param cpu the processor time of a call, in the unit that is the same for all measurements
 * @param compiling for how long the JVMs that answered have compiled meanwhile, as a part of the measurement's time
 */
record Window(double cpu, double compiling) {
    private static final double SAME = 1.15;
    private static final double LITTLE = 0.2;

    /**
     * Runs a load.
     *
     * @param answering the processes that answer
     * @param load returns the processor time of a call
     */
    static Window during(CpuTime answering, DoubleSupplier load) {
        long compiling = answering.compilingNanos();
        long begun = System.nanoTime();
        double cpu = load.getAsDouble();
        return new Window(cpu, (answering.compilingNanos() - compiling) / (double) (System.nanoTime() - begun));
    }

    /**
     * Whether those that answer are warm: a call takes what it took in the measurement before, and little is left to be compiled.
     * The first alone is not enough. While the JVM compiles, two measurements may agree at several times of what a call takes in the end.
     */
    boolean isWarmAfter(Window before) {
        return compiling < LITTLE && cpu < before.cpu * SAME && before.cpu < cpu * SAME;
    }
}

package dev.daemun.localplatform;

import java.util.function.Supplier;

/** One process of the platform that answers requests, and that can be started anew while the others go on. */
final class Server {
    private final Processes processes;
    private final Supplier<Started> starter;
    private Started started;

    /**
     * What was just started.
     *
     * @param awaitReady returns once it answers, and fails when it does not
     */
    record Started(ManagedProcess process, Runnable awaitReady) {}

    Server(Processes processes, Supplier<Started> starter) {
        this.processes = processes;
        this.starter = starter;
    }

    /** Starts it without waiting. */
    void start() {
        started = starter.get();
        processes.add(started.process());
    }

    /** Waits until it answers. From then on the platform ends when it does. */
    void awaitReady() {
        started.awaitReady().run();
        processes.watch(started.process());
    }

    /**
     * Starts it anew and waits until it answers. Where it fails to, the rest of the platform goes on, so that a person can
     * mend the code and restart it once more.
     *
     * @param whileStopped what may be done only while it does not run, such as replacing its jar
     */
    void restart(Runnable whileStopped) {
        processes.end(started.process());
        whileStopped.run();
        start();
        awaitReady();
    }
}

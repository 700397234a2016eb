package dev.daemun.systemtests;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Repeats tasks side by side, some times a second, until it is closed; then fails if one of them failed. */
final class RepeatedTasks implements AutoCloseable {
    private static final int MOST = 16;
    private static final int PAUSE_MILLISECONDS = 100;

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(MOST);
    private final List<Future<?>> tasks = new ArrayList<>();

    void add(Runnable task) {
        tasks.add(threads.scheduleWithFixedDelay(task, 0, PAUSE_MILLISECONDS, TimeUnit.MILLISECONDS));
    }

    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(2, TimeUnit.MINUTES)) {
                throw new AssertionError("A task does not end");
            }
            for (Future<?> task : tasks) {
                requireStopped(task);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static void requireStopped(Future<?> task) throws InterruptedException {
        try {
            task.get();
        } catch (CancellationException stopped) {
            // By the shutdown, as it should be.
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }
}

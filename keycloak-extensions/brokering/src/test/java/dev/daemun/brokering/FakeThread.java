package dev.daemun.brokering;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A thread whose clock the test moves. */
final class FakeThread extends AbstractExecutorService implements ScheduledExecutorService {
    private final List<Task> waiting = new ArrayList<>();
    private boolean shutDown;
    boolean neverEnds;
    long patienceMillis = -1;

    /** How long from now the only task waits; fails where there is none or more than one. */
    long delayMillis() {
        if (waiting.size() != 1) {
            throw new AssertionError("Not one task waits but " + waiting.size());
        }
        return waiting.get(0).delay;
    }

    int waiting() {
        return waiting.size();
    }

    /** Moves the clock to the next task and runs it. */
    void runNext() {
        delayMillis();
        waiting.remove(0).run();
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        if (shutDown) {
            throw new AssertionError("Scheduled after the end");
        }
        Task task = new Task(command, unit.toMillis(delay));
        waiting.add(task);
        return task;
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutDown = true;
        waiting.clear();
        return List.of();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        patienceMillis = unit.toMillis(timeout);
        return !neverEnds;
    }

    @Override
    public boolean isShutdown() {
        return shutDown;
    }

    @Override
    public boolean isTerminated() {
        return shutDown && !neverEnds;
    }

    @Override
    public void shutdown() {
        throw new AssertionError("A round that runs must be interrupted");
    }

    @Override
    public void execute(Runnable command) {
        throw new AssertionError("Only scheduled tasks are expected");
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        throw new AssertionError("Only runnables are expected");
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long first, long period, TimeUnit unit) {
        throw new AssertionError("A task that throws would never run again");
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long first, long delay, TimeUnit unit) {
        throw new AssertionError("A task that throws would never run again");
    }

    private final class Task extends CompletableFuture<Void> implements ScheduledFuture<Void> {
        private final Runnable command;
        private final long delay;

        Task(Runnable command, long delay) {
            this.command = command;
            this.delay = delay;
        }

        void run() {
            command.run();
        }

        @Override
        public boolean cancel(boolean mayInterrupt) {
            return waiting.remove(this);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(delay, TimeUnit.MILLISECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(delay, other.getDelay(TimeUnit.MILLISECONDS));
        }
    }
}

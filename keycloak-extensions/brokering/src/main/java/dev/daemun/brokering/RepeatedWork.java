package dev.daemun.brokering;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/**
 * Repeats some work on one thread, and runs it at once when asked to. After a failure it waits longer and longer, by a random part
 * of the pause, so that nodes that failed together do not try again together.
 */
public final class RepeatedWork implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RepeatedWork.class);
    private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(5);
    private static final int LONGEST_PAUSE = 64;

    private final String name;
    private final Work work;
    private final Duration pause;
    private final ScheduledExecutorService thread;
    private final RandomGenerator random;
    private final FailureLog failures;
    private ScheduledFuture<?> next;
    private int failuresInARow;
    private boolean closed;

    RepeatedWork(
            String name,
            Work work,
            Duration pause,
            ScheduledExecutorService thread,
            RandomGenerator random,
            FailureLog failures) {
        this.name = name;
        this.work = work;
        this.pause = pause;
        this.thread = thread;
        this.random = random;
        this.failures = failures;
    }

    /**
     * On a thread of its own; {@link #soon()} starts it.
     *
     * @param name of the thread, and the beginning of what is logged of a failure
     * @param pause between two rounds that succeeded
     */
    public static RepeatedWork on(String name, Duration pause, FailureLog failures, Work work) {
        ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread created = new Thread(task, name);
            created.setDaemon(true);
            return created;
        });
        return new RepeatedWork(name, work, pause, thread, RandomGenerator.getDefault(), failures);
    }

    /** Begins a round now, or as soon as the one that runs has ended. */
    public synchronized void soon() {
        schedule(Duration.ZERO);
    }

    private synchronized void schedule(Duration delay) {
        if (closed) {
            return;
        }
        if (next != null) {
            next.cancel(false);
        }
        next = thread.schedule(this::round, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void round() {
        synchronized (this) {
            next = null;
        }
        Duration delay;
        try {
            work.run();
            failures.succeeded();
            failuresInARow = 0;
            delay = pause;
        } catch (Throwable e) {
            // Errors too: an exception that leaves this method would end all later rounds without a word in the log.
            if (!thread.isShutdown()) {
                failures.failed(
                        name + " failed, to be tried again: " + e.getClass().getSimpleName());
            }
            delay = longerPause();
        }
        synchronized (this) {
            if (next == null) {
                schedule(delay);
            }
        }
    }

    /** Doubles with each failure up to 64 times the usual pause; a random time between half of that and all of it. */
    private Duration longerPause() {
        failuresInARow = Math.min(failuresInARow + 1, Integer.SIZE - 2);
        long full = pause.toMillis() * Math.min(1L << failuresInARow, LONGEST_PAUSE);
        return Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
    }

    /** Interrupts a round that runs, and waits for its end, five seconds at most. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        thread.shutdownNow();
        awaitEnd(thread);
    }

    private void awaitEnd(ExecutorService thread) {
        try {
            if (!thread.awaitTermination(PATIENCE_AT_THE_END.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warnf("The background task %s did not end in time; Keycloak stops without it", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One round. */
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }
}

package dev.daemun.resourceserver.withdrawal;

import dev.daemun.resourceserver.issuer.FailureLog;
import java.time.Duration;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Does a piece of work again and again, on a thread of its own, from the start of the application until its end. Whatever the
 * work throws, even an {@link Error}, the thread goes on after a pause; the pauses grow while the work fails and differ between
 * the instances of a service, so that they do not all come back at the same moment. Stopping interrupts the work and waits
 * for the thread to end, for a bounded time.
 */
final class BackgroundLoop implements SmartLifecycle {
    /** What is done again and again. */
    interface Work {
        /** Does it once. May take its time, but not for ever: each wait in it has an end, and an interrupt ends it at once. */
        void once() throws Exception;

        /** Lets go of what it holds open; called on the same thread, after the last time. */
        void close();
    }

    /** How the thread waits between two attempts. */
    interface Pause {
        void of(long millis) throws InterruptedException;
    }

    private static final Log LOG = LogFactory.getLog(BackgroundLoop.class);
    static final long SHORTEST_PAUSE_MILLIS = 100;
    static final long LONGEST_PAUSE_MILLIS = 5_000;
    private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

    private final String name;
    private final Work work;
    private final FailureLog failures;
    private final Pause pause;
    private final Duration longestStop;
    private final ExponentialBackOff backOff = new ExponentialBackOff(SHORTEST_PAUSE_MILLIS, 2);
    private volatile @Nullable Thread thread;

    /**
     * A loop.
     *
     * @param name of its thread
     * @param failures logs each failure; the work itself calls it when it succeeds
     */
    BackgroundLoop(String name, Work work, FailureLog failures) {
        this(name, work, failures, Thread::sleep, LONGEST_STOP);
    }

    BackgroundLoop(String name, Work work, FailureLog failures, Pause pause, Duration longestStop) {
        this.name = name;
        this.work = work;
        this.failures = failures;
        this.pause = pause;
        this.longestStop = longestStop;
        backOff.setMaxInterval(LONGEST_PAUSE_MILLIS);
        // As far as the shortest pause itself, which Spring scales with the pause: anything between almost none and
        // twice as long.
        backOff.setJitter(SHORTEST_PAUSE_MILLIS);
    }

    @Override
    public synchronized void start() {
        if (thread == null) {
            Thread started = new Thread(this::run, name);
            started.setDaemon(true);
            thread = started;
            started.start();
        }
    }

    @Override
    public synchronized void stop() {
        Thread stopped = thread;
        thread = null;
        if (stopped == null) {
            return;
        }
        stopped.interrupt();
        try {
            stopped.join(longestStop.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (stopped.isAlive()) {
            LOG.warn("The thread " + name + " has not ended within " + longestStop.toMillis()
                    + " ms and is left to itself.");
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void run() {
        BackOffExecution pauses = backOff.start();
        try {
            while (thread == Thread.currentThread()) {
                if (succeeds()) {
                    pauses = backOff.start();
                } else {
                    sleep(pauses.nextBackOff());
                }
            }
        } finally {
            work.close();
        }
    }

    private boolean succeeds() {
        try {
            work.once();
            return true;
        } catch (Throwable e) {
            // Whatever it is, also an Error: if this thread ended here, the service would never hear of anything again.
            if (thread == Thread.currentThread()) {
                log(e);
            }
            return false;
        }
    }

    private void log(Throwable failure) {
        try {
            failures.failed(failure);
        } catch (Throwable e) {
            // Where memory is short, logging fails as well; the next failure is logged again.
            failure.addSuppressed(e);
        }
    }

    private void sleep(long millis) {
        try {
            if (thread == Thread.currentThread()) {
                pause.of(millis);
            }
        } catch (InterruptedException e) {
            // It is meant to end this thread, which the loop finds out by itself; any other interrupt only shortens the
            // pause.
            return;
        }
    }
}

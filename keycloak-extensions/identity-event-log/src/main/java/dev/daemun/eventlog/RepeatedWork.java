package dev.daemun.eventlog;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * A thread of an extension's own that repeats one piece of work until it is closed. Promises depend on such threads, so
 * no failure ends one: after an exception or an {@link Error} the work is tried again, after a pause that grows up to a
 * second. Each kind of failure is logged once until the work succeeds.
 *
 * <p>It is neither a request's thread nor Keycloak's one timer thread, where a slow task would delay all the others.
 */
public final class RepeatedWork implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RepeatedWork.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(100);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Round round;
    private final Runnable atEnd;
    private final Pause pause;
    private final Duration patience;
    private final FailureLog failures;
    private final Backoff backoff = new Backoff(FIRST_RETRY, LONGEST_RETRY);
    private final Thread thread;
    private volatile boolean stopped;

    /** One round of the work. */
    @FunctionalInterface
    public interface Round {
        /**
         * Does what there is to do.
         *
         * @return when the next round begins
         */
        Next run() throws InterruptedException;
    }

    /**
     * Work that has something to do when it ends.
     *
     * @param name of the thread
     * @param what the work is, to begin a sentence in the log with: "Giving out positions in the identity event log"
     * @param atEnd runs on the same thread after the last round
     */
    public RepeatedWork(String name, String what, Round round, Runnable atEnd) {
        this(name, what, round, atEnd, new NudgedPause(), PATIENCE);
    }

    /** Work that just ends. */
    public RepeatedWork(String name, String what, Round round) {
        this(name, what, round, () -> {});
    }

    RepeatedWork(String name, String what, Round round, Runnable atEnd, Pause pause, Duration patience) {
        this.round = round;
        this.atEnd = atEnd;
        this.pause = pause;
        this.patience = patience;
        this.failures = new FailureLog(LOG, what);
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    /** Begins with the first round. To be called once. */
    public void start() {
        thread.start();
    }

    /** Ends a pause that may be ended so; during a round, has another one follow at once. Never blocks. */
    public void nudge() {
        pause.nudge();
    }

    /** Makes the present round the last one, and ends each pause. */
    void stop() {
        stopped = true;
        pause.end();
    }

    /** Stops, and waits for the end: two seconds for the round to end by itself, and two more after an interrupt. */
    @Override
    public void close() {
        closeAll(List.of(this));
    }

    /** Closes several at once, which takes no longer than closing one of them. */
    public static void closeAll(Collection<RepeatedWork> all) {
        all.forEach(RepeatedWork::stop);
        try {
            awaitEnd(all);
            all.forEach(work -> work.thread.interrupt());
            awaitEnd(all);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        all.stream()
                .filter(work -> work.thread.isAlive())
                .forEach(work -> LOG.warnf(
                        "The thread %s does not end; Keycloak goes on without waiting for it.", work.thread.getName()));
    }

    private static void awaitEnd(Collection<RepeatedWork> all) throws InterruptedException {
        long start = System.nanoTime();
        for (RepeatedWork work : all) {
            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            // At least a millisecond, because zero would mean without a limit.
            work.thread.join(Math.max(1, work.patience.minus(waited).toMillis()));
        }
    }

    void run() {
        while (!stopped) {
            Next next = round();
            try {
                pause.take(next);
            } catch (InterruptedException e) {
                // Only stop() ends the work; an interrupt just ends the pause.
                LOG.debug("Interrupted", e);
            }
        }
        // The interrupt is cleared, because database drivers and Kafka's client give up on an interrupted thread.
        boolean unused = Thread.interrupted();
        try {
            atEnd.run();
        } catch (RuntimeException e) {
            LOG.debugf(e, "The thread %s could not clean up", thread.getName());
        }
    }

    // Also an Error: a missing class or a full heap in one round must not end the thread for good.
    private Next round() {
        try {
            Next next = round.run();
            backoff.reset();
            failures.succeeded();
            return next;
        } catch (Throwable failure) {
            boolean unused = Thread.interrupted();
            log(failure);
            return Next.after(backoff.afterFailure());
        }
    }

    private void log(Throwable failure) {
        if (stopped) {
            return;
        }
        try {
            failures.failed(failure);
        } catch (Throwable second) {
            // Whatever keeps the failure from being logged must not end the thread either.
            boolean unused = Thread.interrupted();
        }
    }

    /** The time between two rounds, which tests replace. */
    interface Pause {
        void take(Next next) throws InterruptedException;

        void nudge();

        void end();
    }

    /**
     * When the next round begins.
     *
     * @param pause how long after this one, at most
     * @param endsByNudge whether a nudge ends the pause
     */
    public record Next(Duration pause, boolean endsByNudge) {
        /** At once: there may be more to do. */
        public static Next atOnce() {
            return new Next(Duration.ZERO, false);
        }

        /** At the next nudge, or after a while without one. */
        public static Next onNudge(Duration atMost) {
            return new Next(atMost, true);
        }

        /** After a while, whatever happens meanwhile: the other side needs the rest. */
        public static Next after(Duration pause) {
            return new Next(pause, false);
        }
    }
}

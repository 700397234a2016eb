package dev.daemun.eventlog.sequencing;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** A thread of the log's own: neither a request's nor Keycloak's shared timer, which one slow task holds up. */
final class LogThread {
    private static final Logger LOG = Logger.getLogger(LogThread.class);

    private final ScheduledExecutorService executor;

    LogThread(String name) {
        executor = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Runs something again and again; a run that fails is told once, until one succeeds. */
    void every(Duration interval, String what, Runnable work) {
        // It never completes: Guarded lets no exception out, and close ends it.
        ScheduledFuture<?> unused =
                executor.scheduleWithFixedDelay(new Guarded(what, work), 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    void soon(Runnable work) {
        executor.execute(work);
    }

    boolean isClosed() {
        return executor.isShutdown();
    }

    void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    /** An exception would end a scheduled task for good. */
    record Guarded(String what, Runnable work, AtomicBoolean failing) implements Runnable {
        Guarded(String what, Runnable work) {
            this(what, work, new AtomicBoolean());
        }

        @Override
        public void run() {
            try {
                work.run();
                if (failing.getAndSet(false)) {
                    LOG.infof("%s works again.", what);
                }
            } catch (RuntimeException e) {
                if (!failing.getAndSet(true)) {
                    LOG.errorf(e, "%s failed and is tried again until it works.", what);
                }
            }
        }
    }
}

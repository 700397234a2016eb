package dev.daemun.resourceserver.withdrawal;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Reads the feed for as long as the service runs. Where the link breaks it goes on from its cursor; where the feed says that
 * the cursor leads nowhere, as after a restore from a backup, it reads everything again, and what it knew stays denied.
 */
final class FeedThread implements SmartLifecycle {
    private static final Log LOG = LogFactory.getLog(FeedThread.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(25);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final Feed feed;
    private final Withdrawals withdrawals;
    private final StaleKnowledge stale;
    private final Duration patience;
    private volatile @Nullable Thread thread;
    private @Nullable String cursor;
    private int failures;

    /**
     * A reader.
     *
     * @param maxAge of the knowledge: it is renewed at least three times as often
     */
    FeedThread(Feed feed, Withdrawals withdrawals, StaleKnowledge stale, Duration maxAge) {
        this.feed = feed;
        this.withdrawals = withdrawals;
        this.stale = stale;
        Duration often = maxAge.dividedBy(3);
        this.patience = often.compareTo(LONGEST_WAIT) < 0 ? often : LONGEST_WAIT;
    }

    @Override
    public void start() {
        Thread reading = new Thread(this::run, "daemun-revocation-feed");
        reading.setDaemon(true);
        thread = reading;
        reading.start();
    }

    @Override
    public void stop() {
        Thread reading = thread;
        thread = null;
        if (reading != null) {
            reading.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void run() {
        try {
            while (thread == Thread.currentThread()) {
                read();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            feed.close();
        }
    }

    private void read() throws InterruptedException {
        try {
            // The first answers come at once, also when there is nothing: the service must become ready.
            News news = feed.read(cursor, cursor == null || failures > 0 ? Duration.ZERO : patience);
            withdrawals.accept(news);
            cursor = news.cursor();
            if (failures > 0) {
                LOG.info("The revocation feed is heard again.");
            }
            failures = 0;
            tellWhetherStale();
        } catch (FeedException e) {
            failed(e);
        } catch (RuntimeException e) {
            // Whatever it is: a thread that ends here would leave the service deaf.
            failed(new FeedException(FeedException.Kind.AWAY, e.toString(), e));
        }
    }

    private void failed(FeedException failure) throws InterruptedException {
        if (failure.kind() == FeedException.Kind.START_OVER) {
            LOG.warn("The issuer's log is not the one that was read before: all withdrawals are read again.");
            cursor = null;
            return;
        }
        if (failures++ == 0) {
            tell(failure);
        }
        tellWhetherStale();
        long most = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(failures - 1, 10));
        // Not all instances at the same moment.
        Thread.sleep(most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1));
    }

    /** Also where nobody calls. */
    private void tellWhetherStale() {
        boolean unused = stale.now();
    }

    private void tell(FeedException failure) {
        if (failure.kind() == FeedException.Kind.REFUSED) {
            LOG.error(failure.getMessage() + ": withdrawn tokens are not heard of until " + feed.mend() + ".");
        } else {
            LOG.warn(failure.getMessage() + ": withdrawn tokens are not heard of until it answers again.");
        }
    }
}

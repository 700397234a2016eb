package dev.daemun.resourceserver.withdrawal;

import dev.daemun.resourceserver.issuer.FailureLog;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reads the feed piece by piece into the withdrawals that this service knows. After a failure it goes on from its cursor; where
 * the feed says that the cursor leads nowhere, it reads everything again, and what it knew stays denied.
 */
final class FeedReader implements BackgroundLoop.Work {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(25);
    private static final Duration WAIT_WHILE_STALE = Duration.ofSeconds(1);

    private final Feed feed;
    private final Withdrawals withdrawals;
    private final StaleKnowledge staleness;
    private final FailureLog failures;
    private final Duration patience;
    private @Nullable String cursor;
    private boolean atOnce = true;

    /**
     * A reader.
     *
     * @param maxAge of the knowledge: it is renewed at least three times as often
     */
    FeedReader(Feed feed, Withdrawals withdrawals, StaleKnowledge staleness, FailureLog failures, Duration maxAge) {
        this.feed = feed;
        this.withdrawals = withdrawals;
        this.staleness = staleness;
        this.failures = failures;
        Duration often = maxAge.dividedBy(3);
        this.patience = often.compareTo(LONGEST_WAIT) < 0 ? often : LONGEST_WAIT;
    }

    @Override
    public void once() throws IOException, InterruptedException {
        Duration wait = waitForNews();
        atOnce = true;
        try {
            News news = feed.read(cursor, wait);
            if (news == null) {
                failures.failed(new IOException(feed.name() + " brings nothing, not even that there is nothing new"));
                return;
            }
            withdrawals.accept(news);
            cursor = news.cursor();
            failures.succeeded();
            atOnce = false;
        } catch (LostCursorException e) {
            cursor = null;
            throw e;
        } finally {
            staleness.logChange();
        }
    }

    /**
     * The first answer, and the first after a failure, must come at once, also when there is nothing new: it says until when this
     * service knows everything. While that is too long ago, it is asked for again and again.
     */
    private Duration waitForNews() {
        if (atOnce) {
            return Duration.ZERO;
        }
        return withdrawals.stale() ? WAIT_WHILE_STALE : patience;
    }

    @Override
    public void close() {
        feed.close();
    }
}

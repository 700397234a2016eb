package dev.daemun.resourceserver.withdrawal;

import dev.daemun.resourceserver.issuer.FailureLog;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the feed piece by piece into the withdrawals that this service knows. After a failure it goes on from its cursor; where
 * the feed says that the cursor leads nowhere, it reads everything again, and what it knew stays denied.
 */
final class FeedReader implements BackgroundLoop.Work {
    private final Feed feed;
    private final Withdrawals withdrawals;
    private final StaleKnowledge staleness;
    private final FailureLog failures;
    private @Nullable String cursor;

    FeedReader(Feed feed, Withdrawals withdrawals, StaleKnowledge staleness, FailureLog failures) {
        this.feed = feed;
        this.withdrawals = withdrawals;
        this.staleness = staleness;
        this.failures = failures;
    }

    @Override
    public void once() throws IOException, InterruptedException {
        try {
            News news = feed.read(cursor);
            if (news == null) {
                failures.failed(new IOException(feed.name() + " brings nothing, not even that there is nothing new"));
                return;
            }
            withdrawals.accept(news);
            cursor = news.cursor();
            failures.succeeded();
        } catch (LostCursorException e) {
            cursor = null;
            throw e;
        } finally {
            staleness.logChange();
        }
    }

    @Override
    public void close() {
        feed.close();
    }
}

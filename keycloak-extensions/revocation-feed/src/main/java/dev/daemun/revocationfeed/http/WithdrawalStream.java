package dev.daemun.revocationfeed.http;

import dev.daemun.revocationfeed.recent.Page;
import dev.daemun.revocationfeed.recent.RecentWithdrawals;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Sends page after page to one reader: as soon as there is a withdrawal, and each second in any case, so that a reader soon
 * notices a node that is frozen. The next page is made when the one before was written, so a slow reader costs one page of
 * memory. Between two pages the stream holds no thread, no Keycloak session and no database connection.
 */
final class WithdrawalStream {
    private static final Logger LOG = Logger.getLogger(WithdrawalStream.class);
    private static final Duration BEAT = Duration.ofSeconds(1);

    /** The reader is authenticated at the beginning only, so who may read no longer is shut out after this time. */
    static final Duration LASTS = Duration.ofSeconds(30);

    /**
     * The shortest that a stream lasts, unless the log can't be read. If all lasted equally long, readers that begin together, as they do when
     * Keycloak has started, would come back together each time, and a withdrawal of that moment might have to wait for all of them.
     */
    static final Duration LASTS_AT_LEAST = Duration.ofSeconds(20);

    private final RecentWithdrawals recent;
    private final FeedReader reader;
    private final Events events;
    private final Clock clock;
    private final int beginning;
    private final Instant end;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile Query query;

    /** The connection to the reader. */
    interface Events extends AutoCloseable {
        /** Completes when the page was handed to the network, and exceptionally where the reader is gone. */
        CompletionStage<?> send(Page page);

        @Override
        void close();
    }

    private WithdrawalStream(
            RecentWithdrawals recent, FeedReader reader, Query query, Events events, Clock clock, int beginning) {
        this.recent = recent;
        this.reader = reader;
        this.query = query;
        this.events = events;
        this.clock = clock;
        this.beginning = beginning;
        this.end = clock.instant()
                .plusMillis(ThreadLocalRandom.current().nextLong(LASTS_AT_LEAST.toMillis(), LASTS.toMillis()));
    }

    /**
     * Begins with the first page.
     *
     * @param beginning of the memory, taken before the cursor was found to be of its log
     * @throws Refusal where too many are open already
     */
    static void start(
            RecentWithdrawals recent, FeedReader reader, Query query, Events events, Clock clock, int beginning) {
        if (!recent.places().take(reader.account())) {
            throw Refusal.tooMany();
        }
        new WithdrawalStream(recent, reader, query, events, clock, beginning).next();
    }

    /** Called by whoever ends a wait, so nothing that it throws would be seen by anybody. */
    private void next() {
        try {
            while (mayGoOn()) {
                Page page = page();
                query = query.after(page.cursor());
                CompletableFuture<?> sent = events.send(page).toCompletableFuture();
                // A loop where pages are written at once, because each call of this method by itself takes some stack.
                if (page.caughtUp() || !sent.isDone() || sent.isCompletedExceptionally()) {
                    CompletableFuture<?> unused = sent.whenComplete((nothing, failure) -> sent(page, failure));
                    return;
                }
            }
            end();
        } catch (RuntimeException | Error e) {
            LOG.error("A stream of withdrawals ended by a failure; its reader begins another one", e);
            end();
        }
    }

    private boolean mayGoOn() {
        return clock.instant().isBefore(end) && recent.isFresh() && recent.beginnings() == beginning;
    }

    private void sent(Page page, Throwable failure) {
        if (failure != null) {
            end();
        } else if (page.caughtUp()) {
            await();
        } else {
            next();
        }
    }

    private void await() {
        CompletableFuture<Boolean> waiting = recent.waiting().forWithdrawal(reader.realmId(), BEAT);
        CompletableFuture<Void> unused = waiting.thenRun(this::next);
        // Asked only now, because a withdrawal may have come before this stream began to wait.
        if (page().hasMore()) {
            waiting.complete(true);
        }
    }

    private Page page() {
        return recent.page(reader.realmId(), query.after(), query.most());
    }

    private void end() {
        if (ended.compareAndSet(false, true)) {
            recent.places().giveBack(reader.account());
            events.close();
        }
    }
}

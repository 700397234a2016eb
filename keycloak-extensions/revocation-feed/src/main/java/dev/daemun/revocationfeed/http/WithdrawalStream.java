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

    /**
     * How much longer a stream lasts at most after something was withdrawn that may concern its reader. Such a withdrawal may concern
     * all readers at once, and those should not come back together.
     */
    static final Duration LASTS_IN_DOUBT = Duration.ofSeconds(10);

    private final RecentWithdrawals recent;
    private final KnownReader known;
    private final Events events;
    private final Clock clock;
    private final int beginning;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile Query query;
    private volatile Instant end;
    private volatile boolean inDoubt;

    /** The connection to the reader. */
    interface Events extends AutoCloseable {
        /** Completes when the page was handed to the network, and exceptionally where the reader is gone. */
        CompletionStage<?> send(Page page);

        @Override
        void close();
    }

    private WithdrawalStream(
            RecentWithdrawals recent, KnownReader known, Query query, Events events, Clock clock, int beginning) {
        this.recent = recent;
        this.known = known;
        this.query = query;
        this.events = events;
        this.clock = clock;
        this.beginning = beginning;
        // A reader of which hardly a moment is left was let in nevertheless, and expects an event.
        Instant first = clock.instant().plus(BEAT);
        this.end = known.until().isBefore(first) ? first : known.until();
    }

    /**
     * Begins with the first page.
     *
     * @param beginning of the memory, taken before the cursor was found to be of its log
     * @throws Refusal where too many are open already
     */
    static void start(
            RecentWithdrawals recent, KnownReader known, Query query, Events events, Clock clock, int beginning) {
        if (!recent.places().take(known.reader().account())) {
            throw Refusal.tooMany();
        }
        new WithdrawalStream(recent, known, query, events, clock, beginning).next();
    }

    /** Called by whoever ends a wait, so nothing that it throws would be seen by anybody. */
    private void next() {
        try {
            while (mayGoOn()) {
                Page page = page();
                query = query.after(page.cursor());
                CompletableFuture<?> sent = events.send(page).toCompletableFuture();
                endSoonIfInDoubt();
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

    /** Asked after a page was sent, because the reader should get the one that tells of the withdrawal. */
    private void endSoonIfInDoubt() {
        if (inDoubt || !known.mayBeWithdrawn()) {
            return;
        }
        inDoubt = true;
        Instant soon = clock.instant().plusMillis(ThreadLocalRandom.current().nextLong(LASTS_IN_DOUBT.toMillis()));
        if (soon.isBefore(end)) {
            end = soon;
        }
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
        CompletableFuture<Boolean> waiting =
                recent.waiting().forWithdrawal(known.reader().realmId(), BEAT);
        CompletableFuture<Void> unused = waiting.thenRun(this::next);
        // Asked only now, because a withdrawal may have come before this stream began to wait.
        if (page().hasMore()) {
            waiting.complete(true);
        }
    }

    private Page page() {
        return recent.page(known.reader().realmId(), query.after(), query.most());
    }

    private void end() {
        if (ended.compareAndSet(false, true)) {
            recent.places().giveBack(known.reader().account());
            events.close();
        }
    }
}

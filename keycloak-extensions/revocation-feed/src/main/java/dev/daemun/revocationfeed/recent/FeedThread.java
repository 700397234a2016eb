package dev.daemun.revocationfeed.recent;

import dev.daemun.eventlog.IdentityEvent;
import dev.daemun.eventlog.IdentityEventLog;
import dev.daemun.eventlog.IdentityEventLogFactory;
import dev.daemun.eventlog.LogState;
import dev.daemun.eventlog.PositionLostException;
import dev.daemun.revocationfeed.Derivation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Reads the log into memory: woken by it, and once a second in any case, to know that nothing was missed. */
public final class FeedThread implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(FeedThread.class);
    private static final int PAGE = 500;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    private final KeycloakSessionFactory sessions;
    private final Clock clock;
    private final RecentWithdrawals recent;
    private final Semaphore news = new Semaphore(0);
    private final Thread thread = new Thread(this::run, "daemun-revocation-feed");
    private volatile boolean closed;
    private IdentityEventLogFactory.Subscription subscription;

    /** A reader of the log of these sessions; it starts when the log is there. */
    public FeedThread(KeycloakSessionFactory sessions, Clock clock) {
        this.sessions = sessions;
        this.clock = clock;
        this.recent = new RecentWithdrawals(clock);
        thread.setDaemon(true);
    }

    /** Begins to read. To be called when Keycloak's tables are there. */
    public void start() {
        IdentityEventLogFactory log = (IdentityEventLogFactory) sessions.getProviderFactory(IdentityEventLog.class);
        if (log == null) {
            throw new IllegalStateException(
                    "revocation-feed reads the identity event log: put identity-event-log beside it in providers/.");
        }
        subscription = log.subscribe(news::release);
        thread.start();
    }

    /** What was read. */
    public RecentWithdrawals recent() {
        return recent;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        if (subscription != null) {
            subscription.close();
        }
    }

    private void run() {
        boolean failing = false;
        while (!closed) {
            try {
                read();
                failing = false;
                if (news.tryAcquire(LONGEST_PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                    news.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (!failing && !closed) {
                    LOG.error(
                            "The identity event log can't be read, so the revocation feed tells nothing new until it can.",
                            e);
                }
                failing = true;
                pause();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(LONGEST_PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    private void read() {
        try {
            if (recent.tip() == null) {
                recent.startAt(inTransaction(this::firstThatMatters));
            }
            Instant before;
            List<IdentityEvent> events;
            do {
                before = clock.instant();
                events = inTransaction(this::next);
            } while (!events.isEmpty());
            recent.caughtUp(before);
            recent.forget();
        } catch (PositionLostException e) {
            LOG.warn("The identity event log is no longer the one that was read, so the revocation feed starts over.");
            recent.startAt(inTransaction(this::firstThatMatters));
        }
    }

    private List<IdentityEvent> next(KeycloakSession session) {
        List<IdentityEvent> events =
                session.getProvider(IdentityEventLog.class).after(recent.tip().position(), PAGE);
        TokenLifetimes lifetimes = new TokenLifetimes(session);
        Map<String, Duration> longest = new HashMap<>();
        recent.accept(
                events, event -> Derivation.of(event, longest.computeIfAbsent(event.realmId(), lifetimes::longestIn)));
        return events;
    }

    /** The place before the first event whose withdrawals may not be over yet: found by halving, as a day's log is long. */
    private Cursor firstThatMatters(KeycloakSession session) {
        IdentityEventLog log = session.getProvider(IdentityEventLog.class);
        LogState state = log.state();
        Instant since = clock.instant()
                .minus(new TokenLifetimes(session).longestOfAll())
                .minus(Derivation.CLOCK_SKEW);
        long low = state.forgotten();
        long high = state.last();
        while (low < high) {
            long middle = low + (high - low) / 2;
            List<IdentityEvent> next = log.after(middle, 1);
            if (next.isEmpty() || !next.get(0).positionedAt().isBefore(since)) {
                high = middle;
            } else {
                low = next.get(0).position();
            }
        }
        String eventId = low == state.forgotten()
                ? Cursor.NO_EVENT
                : log.after(low - 1, 1).get(0).id();
        return new Cursor(state.logId(), low, eventId);
    }

    private <T> T inTransaction(Function<KeycloakSession, T> work) {
        return KeycloakModelUtils.runJobInTransactionWithResult(sessions, work::apply);
    }
}

package dev.daemun.revocationfeed.recent;

import dev.daemun.eventlog.Completeness;
import dev.daemun.eventlog.IdentityEvent;
import dev.daemun.eventlog.IdentityEventLog;
import dev.daemun.eventlog.LogState;
import dev.daemun.eventlog.PositionLostException;
import dev.daemun.eventlog.RepeatedWork.Next;
import dev.daemun.eventlog.Transactions;
import dev.daemun.revocationfeed.withdrawal.Derivation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;

/** Reads the log into memory: when it is woken by the log, and once a second in any case. */
public final class LogFollower {
    private static final Logger LOG = Logger.getLogger(LogFollower.class);
    private static final int PAGE = 500;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration AFTER_STARTING_OVER = Duration.ofMillis(100);

    private final Transactions transactions;
    private final RecentWithdrawals recent;
    private final TokenLifetimes lifetimes;
    private final Clock clock;

    /** Reads into a memory that only this one writes to. */
    public LogFollower(Transactions transactions, RecentWithdrawals recent, Clock clock) {
        this(transactions, recent, new RealmTokenLifetimes(), clock);
    }

    LogFollower(Transactions transactions, RecentWithdrawals recent, TokenLifetimes lifetimes, Clock clock) {
        this.transactions = transactions;
        this.recent = recent;
        this.lifetimes = lifetimes;
        this.clock = clock;
    }

    /** Reads one page of the log. */
    public Next round() {
        if (recent.tip() == null) {
            recent.startAt(transactions.call(this::firstThatMatters));
        }
        try {
            if (!transactions.call(this::readsToTheEnd)) {
                return Next.atOnce();
            }
        } catch (PositionLostException e) {
            LOG.warn(
                    "The identity event log is no longer the one that was read, so the revocation feed reads it anew.");
            recent.startAt(transactions.call(this::firstThatMatters));
            return Next.after(AFTER_STARTING_OVER);
        }
        recent.forget();
        return Next.onNudge(PAUSE);
    }

    /** Reads a page, and notes that everything is known where it was the last. */
    private boolean readsToTheEnd(KeycloakSession session) {
        IdentityEventLog log = session.getProvider(IdentityEventLog.class);
        // Asked before the events are read: what is committed later need not be among them.
        Instant at = clock.instant();
        Completeness completeness = log.completeness();
        List<IdentityEvent> events = log.after(recent.tip().position(), PAGE);
        Map<String, Duration> longest = new HashMap<>();
        recent.accept(
                events,
                event -> Derivation.of(
                        event,
                        () -> longest.computeIfAbsent(event.realmId(), realm -> lifetimes.longestIn(session, realm))));
        if (events.size() == PAGE) {
            return false;
        }
        recent.caughtUp(completeness, at);
        return true;
    }

    /**
     * The place before the first event whose withdrawals may still matter. It is found by halving the log again and again,
     * because a day's log is long and the events that matter are the last few minutes'.
     */
    private Cursor firstThatMatters(KeycloakSession session) {
        IdentityEventLog log = session.getProvider(IdentityEventLog.class);
        LogState state = log.state();
        Instant since = clock.instant().minus(lifetimes.longestOfAll(session)).minus(Derivation.CLOCK_SKEW);
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
}

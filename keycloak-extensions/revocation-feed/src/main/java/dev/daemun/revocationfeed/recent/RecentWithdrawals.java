package dev.daemun.revocationfeed.recent;

import dev.daemun.eventlog.Completeness;
import dev.daemun.eventlog.IdentityEvent;
import dev.daemun.revocationfeed.recent.RealmWithdrawals.OfEvent;
import dev.daemun.revocationfeed.withdrawal.Withdrawal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;

/** The withdrawals that still matter, in the memory of this Keycloak process: an answer needs neither the database nor a lock. */
public final class RecentWithdrawals {
    private static final int MOST_OF_A_REALM = 100_000;
    private static final int REMEMBERED_EVENTS = 10_000;
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final Clock clock;
    private final Map<String, RealmWithdrawals> realms = new ConcurrentHashMap<>();
    private final Waiting waiting = new Waiting();
    private final Places places = new Places();
    private final Map<Long, String> eventIds = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, String> eldest) {
            return size() > REMEMBERED_EVENTS;
        }
    };
    private volatile Cursor tip;
    private volatile Instant asOf = Instant.EPOCH;
    private volatile Instant freshUntil = Instant.MIN;
    private final AtomicInteger beginnings = new AtomicInteger();
    private volatile Runnable afterEachReading = () -> {};

    /** An empty memory. */
    public RecentWithdrawals(Clock clock) {
        this.clock = clock;
    }

    /** Forgets everything, and begins again at a place in the log. */
    void startAt(Cursor start) {
        realms.clear();
        synchronized (eventIds) {
            eventIds.clear();
            eventIds.put(start.position(), start.eventId());
        }
        freshUntil = Instant.MIN;
        tip = start;
        beginnings.incrementAndGet();
    }

    /** Adds what the next events of the log withdraw, and has the readers answered that wait for it. */
    void accept(List<IdentityEvent> events, Function<IdentityEvent, List<Withdrawal>> derivation) {
        for (IdentityEvent event : events) {
            List<Withdrawal> withdrawals = derivation.apply(event);
            if (!withdrawals.isEmpty()) {
                realms.computeIfAbsent(event.realmId(), realm -> new RealmWithdrawals(MOST_OF_A_REALM))
                        .add(new OfEvent(event.position(), event.id(), withdrawals));
            }
            synchronized (eventIds) {
                eventIds.put(event.position(), event.id());
            }
            // Only now, so that a reader that sees the tip also sees everything before it.
            tip = new Cursor(tip.logId(), event.position(), event.id());
            if (!withdrawals.isEmpty()) {
                waiting.wake(event.realmId());
            }
        }
    }

    /**
     * Notes that everything was read of a log that is complete up to a moment.
     *
     * @param at when the log was asked, by this process's clock
     */
    void caughtUp(Completeness log, Instant at) {
        asOf = log.until();
        freshUntil = at.plus(FRESH).minus(Duration.between(log.until(), log.now()));
        afterEachReading.run();
    }

    void forget() {
        long now = clock.instant().getEpochSecond();
        realms.values().forEach(realm -> realm.forget(now));
        realms.values().removeIf(RealmWithdrawals::isEmpty);
    }

    /** Has a listener called whenever the log was read to its end, which is at least once a second. */
    public void afterEachReading(Runnable listener) {
        afterEachReading = listener;
    }

    /** The moment before which everything that was committed is known, by the database's clock. */
    public Instant asOf() {
        return asOf;
    }

    /** How often the log was read from a new beginning, as after a backup was restored. Older cursors are of no use then. */
    public int beginnings() {
        return beginnings.get();
    }

    /** The realms that have withdrawals. */
    public Set<String> realmIds() {
        return Set.copyOf(realms.keySet());
    }

    /** Whether everything is known that was committed until five seconds ago. */
    public boolean isFresh() {
        return clock.instant().isBefore(freshUntil);
    }

    /** How long ago the moment is until which everything is known, in seconds; NaN before everything was known once. */
    public double secondsIncomplete() {
        Instant until = freshUntil;
        return until.equals(Instant.MIN)
                ? Double.NaN
                : Duration.between(until.minus(FRESH), clock.instant()).toMillis() / 1_000.0;
    }

    /** The place up to which this process has read the log; null before it has begun. */
    public Cursor tip() {
        return tip;
    }

    /** The id of a recent event, by which a cursor of this log is recognised; empty for an older event. */
    public Optional<String> eventAt(long position) {
        synchronized (eventIds) {
            return Optional.ofNullable(eventIds.get(position));
        }
    }

    /** The readers that wait for withdrawals. */
    public Waiting waiting() {
        return waiting;
    }

    /** How many requests may be open at once. */
    public Places places() {
        return places;
    }

    /** The withdrawals of a realm that still matter and come after a position, also those that no page has yet. */
    public Stream<Withdrawal> since(String realmId, long position) {
        RealmWithdrawals realm = realms.get(realmId);
        return realm == null
                ? Stream.empty()
                : realm.between(position + 1, Long.MAX_VALUE).stream().flatMap(event -> event.withdrawals().stream());
    }

    /**
     * The withdrawals of a realm.
     *
     * @param after a reader's cursor; empty for all withdrawals that still matter
     * @param most how many withdrawals a page contains at most; there are fewer where they are long
     */
    public Page page(String realmId, Optional<Cursor> after, int most) {
        // Before the tip, which may have moved on since that moment but never back.
        Instant until = asOf;
        Cursor upTo = tip;
        Cursor reached = after.orElseGet(() -> new Cursor(upTo.logId(), 0, Cursor.NO_EVENT));
        if (reached.position() > upTo.position()) {
            // The reader has its cursor from another node of the cluster, which had read further.
            return Page.last(reached, until, List.of());
        }
        RealmWithdrawals realm = realms.get(realmId);
        GrowingPage page = new GrowingPage(most);
        for (OfEvent event : realm == null ? List.<OfEvent>of() : realm.between(reached.position(), upTo.position())) {
            List<Withdrawal> withdrawals = event.withdrawals();
            int number = withdrawals.size();
            for (int i = reached.firstUnseen(event.position(), number); i < number; i++) {
                if (!page.add(withdrawals.get(i))) {
                    Cursor next =
                            i == 0 ? reached : new Cursor(upTo.logId(), event.position(), event.eventId(), i, number);
                    return Page.full(next, page.withdrawals());
                }
            }
            reached = new Cursor(upTo.logId(), event.position(), event.eventId());
        }
        return Page.last(upTo, until, page.withdrawals());
    }
}

package dev.daemun.revocationfeed.recent;

import dev.daemun.eventlog.IdentityEvent;
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

/** What this Keycloak process knows of the log, in memory: answering costs neither the database nor a lock. */
public final class RecentWithdrawals {
    private static final int MOST_OF_A_REALM = 100_000;
    private static final int REMEMBERED_EVENTS = 10_000;
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final Clock clock;
    private final Map<String, RealmWithdrawals> realms = new ConcurrentHashMap<>();
    private final Waiting waiting = new Waiting();
    private final Map<Long, String> eventIds = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, String> eldest) {
            return size() > REMEMBERED_EVENTS;
        }
    };
    private volatile Cursor tip;
    private volatile Instant asOf = Instant.MIN;
    private final AtomicInteger beginnings = new AtomicInteger();
    private volatile Runnable afterEachReading = () -> {};

    /** An empty memory. */
    public RecentWithdrawals(Clock clock) {
        this.clock = clock;
    }

    /** Begins anew at a place in the log. */
    void startAt(Cursor start) {
        realms.clear();
        synchronized (eventIds) {
            eventIds.clear();
            eventIds.put(start.position(), start.eventId());
        }
        tip = start;
        beginnings.incrementAndGet();
    }

    /** Takes the next events of the log, and answers those who waited for them. */
    void accept(List<IdentityEvent> events, Function<IdentityEvent, List<Withdrawal>> derivation) {
        for (IdentityEvent event : events) {
            List<Withdrawal> withdrawals = derivation.apply(event);
            if (!withdrawals.isEmpty()) {
                realms.computeIfAbsent(event.realmId(), realm -> new RealmWithdrawals(MOST_OF_A_REALM))
                        .add(new RealmWithdrawals.OfEvent(event.position(), event.id(), withdrawals));
            }
            synchronized (eventIds) {
                eventIds.put(event.position(), event.id());
            }
            // Last: whoever sees the tip sees all that is before it.
            tip = new Cursor(tip.logId(), event.position(), event.id());
            if (!withdrawals.isEmpty()) {
                waiting.wake(event.realmId());
            }
        }
    }

    /** There was nothing more in the log at that moment. */
    void caughtUp(Instant at) {
        asOf = at;
        afterEachReading.run();
    }

    void forget() {
        long now = clock.instant().getEpochSecond();
        realms.values().forEach(realm -> realm.forget(now));
        realms.values().removeIf(RealmWithdrawals::isEmpty);
    }

    /** Called whenever the log was read to its end, at least once a second. */
    public void afterEachReading(Runnable listener) {
        afterEachReading = listener;
    }

    /** Everything that was committed before that moment is known. */
    public Instant asOf() {
        return asOf;
    }

    /** How often the reading began anew, as after a restore from a backup: cursors from before lead nowhere then. */
    public int beginnings() {
        return beginnings.get();
    }

    /** The realms that have withdrawals. */
    public Set<String> realmIds() {
        return Set.copyOf(realms.keySet());
    }

    /** Whether this process has read the log to its end a moment ago. */
    public boolean isFresh() {
        return asOf.isAfter(clock.instant().minus(FRESH));
    }

    /** The place up to which this process has read. */
    public Cursor tip() {
        return tip;
    }

    /** The id of a recent event, to tell whether a cursor is of this log; nothing where it is too long ago. */
    public Optional<String> eventAt(long position) {
        synchronized (eventIds) {
            return Optional.ofNullable(eventIds.get(position));
        }
    }

    /** Who waits for withdrawals. */
    public Waiting waiting() {
        return waiting;
    }

    /**
     * The withdrawals of a realm.
     *
     * @param after a reader's cursor; nothing for all that still matter
     * @param enough as many as one answer shall have; those of one event are not parted
     */
    public Page page(String realmId, Optional<Cursor> after, int enough) {
        Cursor upTo = tip;
        long position = after.map(Cursor::position).orElse(0L);
        if (position > upTo.position()) {
            // It has read from another process of the cluster, which was ahead.
            return new Page(after.get().toString(), true, List.of());
        }
        RealmWithdrawals realm = realms.get(realmId);
        List<RealmWithdrawals.OfEvent> found =
                realm == null ? List.of() : realm.between(position, upTo.position(), enough);
        List<Withdrawal> withdrawals =
                found.stream().flatMap(told -> told.withdrawals().stream()).toList();
        if (withdrawals.size() < enough) {
            return new Page(upTo.toString(), true, withdrawals);
        }
        RealmWithdrawals.OfEvent last = found.get(found.size() - 1);
        Cursor next = new Cursor(upTo.logId(), last.position(), last.eventId());
        return new Page(next.toString(), next.equals(upTo), withdrawals);
    }
}

package dev.daemun.revocationfeed.recent;

import dev.daemun.revocationfeed.withdrawal.Withdrawal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The withdrawals of one realm that still matter, by position. One thread writes them. When there are too many, one entry
 * that withdraws every token of the realm issued until then replaces the older half: no withdrawn token is accepted, and the
 * other clients have to refresh theirs once.
 */
final class RealmWithdrawals {
    private final int most;
    private final ConcurrentNavigableMap<Long, OfEvent> byPosition = new ConcurrentSkipListMap<>();
    private int size;

    RealmWithdrawals(int most) {
        this.most = most;
    }

    void add(OfEvent event) {
        byPosition.put(event.position(), event);
        size += event.withdrawals().size();
        if (size > most) {
            widen();
        }
    }

    void forget(long epochSecond) {
        byPosition.values().removeIf(event -> {
            boolean over = event.withdrawals().stream().allMatch(withdrawal -> withdrawal.forgetAt() < epochSecond);
            size -= over ? event.withdrawals().size() : 0;
            return over;
        });
    }

    boolean isEmpty() {
        return byPosition.isEmpty();
    }

    /** Those from a position up to another one, both included, the oldest first. */
    Collection<OfEvent> between(long from, long upTo) {
        return byPosition.subMap(from, true, upTo, true).values();
    }

    private void widen() {
        List<Withdrawal> oldest = new ArrayList<>();
        OfEvent last = null;
        for (OfEvent event : byPosition.values()) {
            oldest.addAll(event.withdrawals());
            last = event;
            if (oldest.size() > most / 2) {
                break;
            }
        }
        // The wide one is added before the narrow ones are removed, so that a reader in between sees both.
        byPosition.put(
                last.position(),
                new OfEvent(last.position(), last.eventId(), List.of(Withdrawal.inPlaceOf(oldest, last.position()))));
        byPosition.headMap(last.position(), false).clear();
        size = byPosition.values().stream()
                .mapToInt(event -> event.withdrawals().size())
                .sum();
    }

    /**
     * What one event withdraws.
     *
     * @param withdrawals at least one
     */
    record OfEvent(long position, String eventId, List<Withdrawal> withdrawals) {}
}

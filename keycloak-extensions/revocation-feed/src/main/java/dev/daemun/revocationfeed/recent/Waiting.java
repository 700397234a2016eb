package dev.daemun.revocationfeed.recent;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Readers that wait for a withdrawal. A waiting reader holds no thread, no Keycloak session and no database connection. */
public final class Waiting {
    private final AtomicLong tickets = new AtomicLong();
    private final Map<String, Map<Long, CompletableFuture<Boolean>>> byRealm = new ConcurrentHashMap<>();

    /** Completes with true as soon as the realm has a new withdrawal, and with false when the time is over before that. */
    public CompletableFuture<Boolean> forWithdrawal(String realmId, Duration atMost) {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        Map<Long, CompletableFuture<Boolean>> others =
                byRealm.computeIfAbsent(realmId, realm -> new ConcurrentHashMap<>());
        Long ticket = tickets.incrementAndGet();
        others.put(ticket, answer);
        CompletableFuture<Boolean> unused = answer.whenComplete((found, failure) -> others.remove(ticket));
        return answer.completeOnTimeout(false, atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    void wake(String realmId) {
        Map<Long, CompletableFuture<Boolean>> waiting = byRealm.get(realmId);
        if (waiting != null) {
            // Of a copy, because a reader that is answered may begin to wait again before the last one is answered.
            List.copyOf(waiting.values()).forEach(answer -> answer.complete(true));
        }
    }
}

package dev.daemun.revocationfeed.recent;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Readers that wait for a withdrawal. A waiting reader holds no thread, no Keycloak session and no database connection. */
public final class Waiting {
    private static final int MOST = 10_000;
    private static final int MOST_OF_ONE = 1_000;

    private final AtomicLong tickets = new AtomicLong();
    private final Semaphore places = new Semaphore(MOST);
    private final Map<String, Integer> byReader = new ConcurrentHashMap<>();
    private final Map<String, Map<Long, CompletableFuture<Boolean>>> byRealm = new ConcurrentHashMap<>();

    /**
     * Completes with true as soon as the realm has a new withdrawal, and with false when the time is over before that. Empty
     * where too many are waiting already, in total or for this reader.
     */
    public Optional<CompletableFuture<Boolean>> forWithdrawal(String realmId, String reader, Duration atMost) {
        if (byReader.merge(reader, 1, Integer::sum) > MOST_OF_ONE) {
            leave(reader);
            return Optional.empty();
        }
        if (!places.tryAcquire()) {
            leave(reader);
            return Optional.empty();
        }
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        Map<Long, CompletableFuture<Boolean>> others =
                byRealm.computeIfAbsent(realmId, realm -> new ConcurrentHashMap<>());
        Long ticket = tickets.incrementAndGet();
        others.put(ticket, answer);
        CompletableFuture<Boolean> unused = answer.whenComplete((found, failure) -> {
            others.remove(ticket);
            places.release();
            leave(reader);
        });
        return Optional.of(answer.completeOnTimeout(false, atMost.toMillis(), TimeUnit.MILLISECONDS));
    }

    void wake(String realmId) {
        Map<Long, CompletableFuture<Boolean>> waiting = byRealm.get(realmId);
        if (waiting != null) {
            waiting.values().forEach(answer -> answer.complete(true));
        }
    }

    private void leave(String reader) {
        byReader.computeIfPresent(reader, (key, waiting) -> waiting == 1 ? null : waiting - 1);
    }
}

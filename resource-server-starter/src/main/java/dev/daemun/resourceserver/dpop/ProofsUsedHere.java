package dev.daemun.resourceserver.dpop;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * Remembers used proofs in the memory of this process. None is forgotten early, which would make it good again. When there is no
 * room left, the key with the most of them pays for it: its proofs are replaced by one entry, by which all proofs that it made
 * until then count as used. So it is refused until it makes a newer one, and nobody else is.
 */
final class ProofsUsedHere implements UsedProofs {
    /** At about 250 bytes each. */
    static final int MOST = 100_000;

    /** Nobody is greedy who has less than this part of all; when that is the greediest, there are too many callers. */
    private static final int SMALLEST_PART = 1_000;

    private static final Duration MARGIN = Duration.ofSeconds(1);

    private final Map<String, Integer> proofsOfKey = new HashMap<>();
    private final Cache<String, Use> used;
    private final Cache<String, Use> lastOfGreedyKey;
    private final int most;
    private final InstantSource clock;
    private Instant nextSearch = Instant.MIN;

    /**
     * An empty memory.
     *
     * @param most how many proofs it has room for
     */
    ProofsUsedHere(int most, InstantSource clock, Ticker ticker) {
        this.most = most;
        this.clock = clock;
        Caffeine<String, Use> forgetting = Caffeine.newBuilder()
                .ticker(ticker)
                .executor(Runnable::run)
                .expireAfter(Expiry.<String, Use>writing((name, use) -> rest(use)));
        this.lastOfGreedyKey = forgetting.build();
        this.used = forgetting
                .<String, Use>evictionListener((proof, use, cause) -> giveBack(use.key()))
                .build();
    }

    @Override
    public synchronized boolean isFirstUse(String key, String proof, Instant goodUntil) {
        if (used.getIfPresent(proof) != null) {
            return false;
        }
        if (used.estimatedSize() >= most) {
            used.cleanUp();
        }
        if (used.estimatedSize() >= most) {
            forgetTheGreediest();
        }
        Use last = lastOfGreedyKey.getIfPresent(key);
        if (last != null && !goodUntil.isAfter(last.goodUntil())) {
            throw new TooManyProofsException();
        }
        used.put(proof, new Use(key, goodUntil));
        proofsOfKey.merge(key, 1, Integer::sum);
        return true;
    }

    private void forgetTheGreediest() {
        if (clock.instant().isBefore(nextSearch)) {
            throw tooManyCallers();
        }
        Map.Entry<String, Integer> greediest = Collections.max(proofsOfKey.entrySet(), Map.Entry.comparingByValue());
        if (greediest.getValue() < most / SMALLEST_PART) {
            // Each request would otherwise go through all keys in vain.
            nextSearch = clock.instant().plus(MARGIN);
            throw tooManyCallers();
        }
        String key = greediest.getKey();
        used.asMap().values().stream()
                .filter(use -> use.key().equals(key))
                .max(Comparator.comparing(Use::goodUntil))
                .ifPresent(last -> lastOfGreedyKey.put(key, last));
        used.asMap().values().removeIf(use -> use.key().equals(key));
        proofsOfKey.remove(key);
    }

    private static UsedProofsUnavailableException tooManyCallers() {
        return new UsedProofsUnavailableException("Too many callers used a proof within a minute", null);
    }

    private void giveBack(String key) {
        proofsOfKey.computeIfPresent(key, (same, proofs) -> proofs == 1 ? null : proofs - 1);
    }

    private Duration rest(Use use) {
        return Duration.between(clock.instant(), use.goodUntil()).plus(MARGIN);
    }

    private record Use(String key, Instant goodUntil) {}
}

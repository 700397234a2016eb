package dev.daemun.resourceserver.dpop;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;

/**
 * Remembers used proofs in the memory of this process. When there are too many, nobody is let in by a proof until the oldest
 * have expired: to forget one early would make it good again.
 */
final class ProofsUsedHere implements UsedProofs {
    /** At about 200 bytes each. They fill in a minute when 1,600 bound tokens come each second. */
    static final int MOST = 100_000;

    private final Cache<String, Duration> used;
    private final int most;

    ProofsUsedHere(int most, Ticker ticker) {
        this.most = most;
        this.used = Caffeine.newBuilder()
                .ticker(ticker)
                .executor(Runnable::run)
                .expireAfter(Expiry.<String, Duration>creating((proof, kept) -> kept))
                .build();
    }

    @Override
    public boolean isFirstUse(String proof, Duration kept) {
        if (used.estimatedSize() >= most) {
            used.cleanUp();
            if (used.estimatedSize() >= most) {
                throw new UsedProofsUnavailableException("Too many proofs were used within a minute", null);
            }
        }
        return used.asMap().putIfAbsent(proof, kept) == null;
    }
}

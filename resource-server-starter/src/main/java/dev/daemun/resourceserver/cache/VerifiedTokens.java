package dev.daemun.resourceserver.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Tokens whose signature was good, bounded in number, bytes and age. An entry counts only for the key set that it was
 * verified with.
 */
public final class VerifiedTokens {
    /** What an entry costs beside its token, with what is made of it on servlets, and what its claims cost for each character of the token. */
    private static final int BYTES_OF_AN_ENTRY = 2_000;

    private static final int BYTES_OF_A_CHARACTER = 4;

    private final Cache<TokenDigest, Entry> entries;

    /**
     * An empty one.
     *
     * @param maxEntries how many tokens at most
     * @param maxBytes how much memory they may take together, by estimate
     * @param maxAge after which a token is verified anew
     */
    public VerifiedTokens(long maxEntries, long maxBytes, Duration maxAge) {
        this(maxEntries, maxBytes, maxAge, Ticker.systemTicker());
    }

    VerifiedTokens(long maxEntries, long maxBytes, Duration maxAge, Ticker ticker) {
        // Caffeine can bound the weight or the number, not both. As no entry weighs less than its share of the bytes,
        // bounding
        // the weight bounds the number as well.
        int share = (int) Math.min(Integer.MAX_VALUE, (maxBytes + maxEntries - 1) / maxEntries);
        this.entries = Caffeine.newBuilder()
                .weigher((TokenDigest digest, Entry entry) -> Math.max(share, bytes(entry.token())))
                .maximumWeight(maxBytes)
                .expireAfterWrite(maxAge)
                .ticker(ticker)
                .executor(Runnable::run)
                .recordStats()
                .build();
    }

    @Nullable
    Jwt find(TokenDigest digest, int keySet) {
        Entry entry = entries.getIfPresent(digest);
        return entry != null && entry.keySet() == keySet ? entry.token() : null;
    }

    void add(TokenDigest digest, Jwt token, int keySet) {
        entries.put(digest, new Entry(token, keySet));
    }

    /** Forgets all, which a changed key set calls for; entries of the old one would only take room. */
    public void clear() {
        entries.invalidateAll();
    }

    /** What is counted as {@code cache.*}. */
    public Cache<?, ?> asCache() {
        return entries;
    }

    private static int bytes(Jwt token) {
        return BYTES_OF_AN_ENTRY + BYTES_OF_A_CHARACTER * token.getTokenValue().length();
    }

    private record Entry(Jwt token, int keySet) {}
}

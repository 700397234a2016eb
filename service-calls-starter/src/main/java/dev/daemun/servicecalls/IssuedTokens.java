package dev.daemun.servicecalls;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Tokens that the issuer gave, until shortly before they expire. Several requests that need the same one at the same time ask for it once.
 *
 * <p>Spring Security remembers exchanged tokens by the caller's name. Then whoever signs in again goes on with the token of the
 * session before, and a caller whose token allows little with what another token of theirs was exchanged for. Here it is the
 * caller's token itself, by its digest.
 */
final class IssuedTokens {
    /** For the time on the way, and for clocks that differ. */
    private static final Duration BEFORE_EXPIRY = Duration.ofSeconds(10);

    private final Cache<Key, IssuedToken> tokens;
    private final Map<Key, CompletableFuture<IssuedToken>> running = new ConcurrentHashMap<>();

    /**
     * Remembers none yet.
     *
     * @param most how many at most
     */
    IssuedTokens(int most, Clock clock) {
        this.tokens = Caffeine.newBuilder()
                .maximumSize(most)
                .executor(Runnable::run)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .expireAfter(Expiry.<Key, IssuedToken>creating((key, token) -> usable(token, clock.instant())))
                .build();
    }

    /**
     * The token that is remembered, or one that is fetched now.
     *
     * @param service which it is for
     * @param from the caller's token that it was exchanged for; empty for this service's own
     */
    IssuedToken get(String service, String from, Supplier<IssuedToken> fetch) {
        Key key = Key.of(service, from);
        IssuedToken remembered = tokens.getIfPresent(key);
        return remembered == null ? fetchOnce(key, fetch) : remembered;
    }

    /** Not within the cache, which would hold up other callers meanwhile. */
    private IssuedToken fetchOnce(Key key, Supplier<IssuedToken> fetch) {
        CompletableFuture<IssuedToken> mine = new CompletableFuture<>();
        CompletableFuture<IssuedToken> first = running.putIfAbsent(key, mine);
        if (first != null) {
            return join(first);
        }
        try {
            IssuedToken token = fetch.get();
            tokens.put(key, token);
            mine.complete(token);
            return token;
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            running.remove(key);
        }
    }

    private static IssuedToken join(CompletableFuture<IssuedToken> first) {
        try {
            return first.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    /** Forgets a token that is good no longer. */
    void forget(String service, String from) {
        tokens.invalidate(Key.of(service, from));
    }

    /** Forgets all tokens that are withdrawn by now, or were exchanged for one that is. */
    void forgetWithdrawn(Predicate<Jwt> withdrawn) {
        tokens.asMap().values().removeIf(token -> token.dependsOn(withdrawn));
    }

    /** How many are remembered. */
    long size() {
        tokens.cleanUp();
        return tokens.estimatedSize();
    }

    private static Duration usable(IssuedToken token, Instant now) {
        Duration left = Duration.between(now, token.expiry()).minus(BEFORE_EXPIRY);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private record Key(String service, String digest) {
        static Key of(String service, String from) {
            return new Key(service, Sha256.of(from));
        }
    }
}

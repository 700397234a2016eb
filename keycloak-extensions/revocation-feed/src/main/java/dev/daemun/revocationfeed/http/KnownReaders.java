package dev.daemun.revocationfeed.http;

import dev.daemun.revocationfeed.recent.RecentWithdrawals;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The readers that were authenticated within the last minute, by their tokens' digests: checking a token costs Keycloak more than
 * any answer of the feed. Whatever may end a reader's access is told by the log that the feed itself reads. So a withdrawal that may
 * concern a remembered token has Keycloak asked again; and about a token that one concerns already, Keycloak is asked each time,
 * because its own caches may be told later than this feed is.
 */
final class KnownReaders {
    /** For what changes in the database past Keycloak, and so is told late. */
    static final Duration REMEMBERED = Duration.ofMinutes(1);

    /**
     * The shortest that a reader is remembered. If all were remembered equally long, readers that begin together, as they do when
     * Keycloak has started, would come back together each time, and a withdrawal of that moment might have to wait for all of them.
     */
    static final Duration REMEMBERED_AT_LEAST = Duration.ofSeconds(40);

    /** How long a stream lasts at most whose reader is not remembered, because a withdrawal from before concerns its token. */
    static final Duration DOUBTED = Duration.ofSeconds(30);

    /** The shortest that such a stream lasts, for the same reason as {@link #REMEMBERED_AT_LEAST}. */
    static final Duration DOUBTED_AT_LEAST = Duration.ofSeconds(20);

    static final int MOST = 10_000;

    private final RecentWithdrawals recent;
    private final Clock clock;
    private final Map<Key, KnownReader> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, KnownReader> eldest) {
            return size() > MOST;
        }
    };

    KnownReaders(RecentWithdrawals recent, Clock clock) {
        this.recent = recent;
        this.clock = clock;
    }

    /** A token without the token, in the realm that was asked about it. */
    record Key(String realmId, String digest) {
        static Key of(String realmId, String token) {
            try {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
                return new Key(realmId, HexFormat.of().formatHex(digest));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Taken before Keycloak is asked about a token, so that nothing is missed that changes meanwhile. */
    KnownReader.Moment now() {
        return KnownReader.Moment.now(recent);
    }

    synchronized Optional<KnownReader> find(Key key) {
        KnownReader found = known.get(key);
        if (found == null) {
            return Optional.empty();
        }
        if (!clock.instant().isBefore(found.until()) || found.mayBeWithdrawn()) {
            known.remove(key);
            return Optional.empty();
        }
        return Optional.of(found);
    }

    /**
     * Remembers a reader, unless each of its requests has to be looked at.
     *
     * @param asked the moment before Keycloak was asked
     * @return the reader, also where it is not remembered, for the one stream that it begins
     */
    KnownReader remember(Key key, FeedReader reader, ReaderToken token, KnownReader.Moment asked) {
        boolean concerned =
                recent.since(key.realmId(), 0).filter(token::isBefore).anyMatch(token::mayBeWithdrawnBy);
        Instant forgotten = clock.instant()
                .plus(concerned ? between(DOUBTED_AT_LEAST, DOUBTED) : between(REMEMBERED_AT_LEAST, REMEMBERED));
        Instant until = token.expiresAt().isBefore(forgotten) ? token.expiresAt() : forgotten;
        KnownReader authenticated = new KnownReader(recent, reader, token, until, asked);
        if (!concerned && !token.bound()) {
            synchronized (this) {
                known.put(key, authenticated);
            }
        }
        return authenticated;
    }

    private static Duration between(Duration least, Duration most) {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(least.toMillis(), most.toMillis()));
    }
}

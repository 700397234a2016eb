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

/**
 * The readers that were authenticated within the last minute, by their tokens' digests: checking a token costs Keycloak more than
 * any answer of the feed. Whatever may end a reader's access is told by the log that the feed itself reads. So a withdrawal that may
 * concern a remembered token has Keycloak asked again; and about a token that one concerns already, Keycloak is asked each time,
 * because its own caches may be told later than this feed is.
 */
final class KnownReaders {
    /** For what changes in the database past Keycloak, and so is told late. */
    static final Duration REMEMBERED = Duration.ofMinutes(1);

    static final int MOST = 10_000;

    private final RecentWithdrawals recent;
    private final Clock clock;
    private final Map<Key, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Known> eldest) {
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

    /**
     * A moment by the log that the feed reads.
     *
     * @param beginning how often it was read from a new beginning
     * @param position up to which it was read
     */
    record Moment(int beginning, long position) {}

    private record Known(FeedReader reader, ReaderToken token, Instant until, Moment asked) {}

    /** Taken before Keycloak is asked about a token, so that nothing is missed that changes meanwhile. */
    Moment now() {
        int beginning = recent.beginnings();
        return new Moment(beginning, recent.tip().position());
    }

    synchronized Optional<FeedReader> find(Key key) {
        Known found = known.get(key);
        if (found == null) {
            return Optional.empty();
        }
        Moment now = now();
        if (!clock.instant().isBefore(found.until)
                || now.beginning() != found.asked.beginning()
                || recent.since(key.realmId(), found.asked.position()).anyMatch(found.token::mayBeWithdrawnBy)) {
            known.remove(key);
            return Optional.empty();
        }
        // So that next time only what is new has to be looked through.
        known.put(key, new Known(found.reader, found.token, found.until, now));
        return Optional.of(found.reader);
    }

    /**
     * Remembers a reader, unless each of its requests has to be looked at.
     *
     * @param asked the moment before Keycloak was asked
     */
    void remember(Key key, FeedReader reader, ReaderToken token, Moment asked) {
        boolean concerned =
                recent.since(key.realmId(), 0).filter(token::isBefore).anyMatch(token::mayBeWithdrawnBy);
        if (concerned || token.bound()) {
            return;
        }
        Instant forgotten = clock.instant().plus(REMEMBERED);
        Instant until = token.expiresAt().isBefore(forgotten) ? token.expiresAt() : forgotten;
        synchronized (this) {
            known.put(key, new Known(reader, token, until, asked));
        }
    }
}

package dev.daemun.revocationfeed.http;

import dev.daemun.revocationfeed.recent.RecentWithdrawals;
import java.time.Instant;

/**
 * A reader that Keycloak has authenticated by its token. Whatever may end its access afterwards is told by the log that the feed
 * itself reads, but for what changes in the database past Keycloak; so it is known for a limited time only.
 */
final class KnownReader {
    private final RecentWithdrawals recent;
    private final FeedReader reader;
    private final ReaderToken token;
    private final Instant until;
    private volatile Moment asked;

    KnownReader(RecentWithdrawals recent, FeedReader reader, ReaderToken token, Instant until, Moment asked) {
        this.recent = recent;
        this.reader = reader;
        this.token = token;
        this.until = until;
        this.asked = asked;
    }

    /**
     * A moment by the log that the feed reads.
     *
     * @param beginning how often it was read from a new beginning
     * @param position up to which it was read
     */
    record Moment(int beginning, long position) {
        /** Now. The beginning is read first, so that a log that is read anew meanwhile is noticed the next time. */
        static Moment now(RecentWithdrawals recent) {
            int beginning = recent.beginnings();
            return new Moment(beginning, recent.tip().position());
        }
    }

    FeedReader reader() {
        return reader;
    }

    /** From when on Keycloak has to be asked again in any case; not after the token expires. */
    Instant until() {
        return until;
    }

    /** Whether Keycloak might answer otherwise by now, because something was withdrawn since it was asked. */
    boolean mayBeWithdrawn() {
        Moment before = asked;
        Moment now = Moment.now(recent);
        if (now.beginning() != before.beginning()
                || recent.since(reader.realmId(), before.position()).anyMatch(token::mayBeWithdrawnBy)) {
            return true;
        }
        // So that next time only what is new has to be looked through.
        asked = now;
        return false;
    }
}

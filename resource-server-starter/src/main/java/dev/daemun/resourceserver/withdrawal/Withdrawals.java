package dev.daemun.resourceserver.withdrawal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/** What this service knows of withdrawn tokens, and how old that is. */
public final class Withdrawals {
    private final Denylist denylist;
    private final Duration maxAge;
    private final Clock clock;
    private final LongAdder refusals = new LongAdder();
    private volatile @Nullable Instant heardAt;

    Withdrawals(int maxEntries, Duration maxAge, Clock clock) {
        this.denylist = new Denylist(maxEntries);
        this.maxAge = maxAge;
        this.clock = clock;
    }

    /** Whether all that still mattered at the start has been read; until then nobody can be let in. */
    public boolean ready() {
        return heardAt != null;
    }

    /** The time since the feed last said that there is nothing more; null before it said so once. */
    public @Nullable Duration age() {
        Instant at = heardAt;
        return at == null ? null : Duration.between(at, clock.instant());
    }

    /** Whether the knowledge is older than it may be. */
    public boolean stale() {
        Duration age = age();
        return age == null || age.compareTo(maxAge) > 0;
    }

    /** How many entries are held one by one. */
    public int size() {
        return denylist.size();
    }

    /** How many tokens were refused since the start. */
    public long refusals() {
        return refusals.sum();
    }

    void refused() {
        refusals.increment();
    }

    /** Why a token counts no longer, or null. */
    @Nullable
    Denial find(Jwt token) {
        return denylist.find(token);
    }

    void accept(News news) {
        news.withdrawals().forEach(denylist::add);
        if (news.asOf() != null) {
            heardAt = news.asOf();
            denylist.forget(clock.instant());
        }
    }
}

package dev.daemun.resourceserver.withdrawal;

import dev.daemun.resourceserver.issuer.FailureLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/** What this service knows of withdrawn tokens, and how old that is. */
public final class Withdrawals {
    /** For how long the feed has a withdrawal after the last token that it denies has expired. */
    private static final Duration KEPT_BY_THE_FEED = Duration.ofSeconds(60);

    /** The reason of an entry which says that the issuer has removed one of its keys. */
    private static final String KEY_REMOVED = "key-removed";

    /** For how long another node of the issuer may go on handing out such a key. */
    private static final Duration UNTIL_ALL_NODES_KNOW = Duration.ofSeconds(5);

    /** How often keys are forgotten meanwhile at most, since whoever forgets them fetches them again. */
    private static final Duration BETWEEN_FORGETTING_KEYS = Duration.ofSeconds(1);

    private static final String NOT_YET =
            "The feed has not yet said of a recent moment that everything is known. If that"
                    + " lasts, look whether the clocks of the issuer and of this service agree";

    private final FailureLog failures = new FailureLog(
            LogFactory.getLog(Withdrawals.class),
            "Until this is over, this service learns of no withdrawn token.",
            "The revocation feed can be read again.");
    private final Denylist denylist;
    private final Duration maxAge;
    private final Duration clockSkew;
    private final Clock clock;
    private final LongAdder refusals = new LongAdder();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> listenersForKeys = new CopyOnWriteArrayList<>();
    private volatile Instant keysChangeUntil = Instant.MIN;
    private volatile Instant keysForgotten = Instant.MIN;
    private volatile @Nullable Instant knownUntil;
    private volatile @Nullable LogPosition reached;
    private volatile Instant withoutGapSince = Instant.MIN;

    /**
     * Knows nothing yet.
     *
     * @param maxAge how old the knowledge may be before it is stale
     * @param clockSkew for how long after its expiry a token is still accepted
     */
    Withdrawals(Denylist denylist, Duration maxAge, Duration clockSkew, Clock clock) {
        this.denylist = denylist;
        this.maxAge = maxAge;
        this.clockSkew = clockSkew;
        this.clock = clock;
    }

    /** Whether all that still mattered at the start has been read; until then nobody can be let in. */
    public boolean ready() {
        return knownUntil != null;
    }

    /** Everything that the issuer had committed before this moment is known; null before all was known once. */
    public @Nullable Instant completeUntil() {
        return knownUntil;
    }

    /** The time since which there may be withdrawals that are not known; null before all were known once. */
    public @Nullable Duration age() {
        Instant at = knownUntil;
        return at == null ? null : Duration.between(at, clock.instant());
    }

    /** Whether the knowledge is older than it may be. */
    public boolean stale() {
        Duration age = age();
        return age == null || age.compareTo(maxAge) > 0;
    }

    /** Why this service does not learn of withdrawals, or not of all of them; null when it does. */
    public @Nullable String failure() {
        String failure = failures.current();
        return failure == null && knownUntil == null ? NOT_YET : failure;
    }

    /** How many entries are held one by one. */
    public int size() {
        return denylist.size();
    }

    /** How many tokens were refused since the start. */
    public long refusals() {
        return refusals.sum();
    }

    /**
     * What to do each time that withdrawals have come and are known here, such as to forget tokens that are kept elsewhere. It runs on
     * the thread that reads the feed, so it must neither wait nor fail.
     */
    public void onNews(Runnable listener) {
        listeners.add(listener);
    }

    /**
     * What to do when the issuer has removed a key, such as to fetch its keys again: at once, and once a second during the five seconds
     * after. It runs as {@link #onNews} does.
     */
    public void onRemovedKey(Runnable listener) {
        listenersForKeys.add(listener);
    }

    /** Whether everything that the issuer's log has up to a place is known here. */
    boolean includes(LogPosition demanded) {
        LogPosition known = reached;
        return ready() && known != null && known.includes(demanded);
    }

    FailureLog failures() {
        return failures;
    }

    void refused() {
        refusals.increment();
    }

    /** The withdrawal that denies a token, or null. */
    @Nullable
    Denial find(Jwt token) {
        return denylist.find(token);
    }

    /**
     * Whether the token expired so long before this service began to listen, or came back from a gap, that the feed may have
     * forgotten a withdrawal of it. Only where clocks may differ by more than a minute is such a token still accepted otherwise.
     */
    boolean mayHaveMissed(Jwt token) {
        Instant expiry = token.getExpiresAt();
        return expiry != null && expiry.plus(KEPT_BY_THE_FEED).isBefore(withoutGapSince);
    }

    private void forgetRemovedKeys(News news, Instant now) {
        boolean removed = news.withdrawals().stream().anyMatch(withdrawal -> KEY_REMOVED.equals(withdrawal.reason()));
        if (removed) {
            keysChangeUntil = now.plus(UNTIL_ALL_NODES_KNOW);
        }
        boolean again = !now.isAfter(keysChangeUntil) && !now.isBefore(keysForgotten.plus(BETWEEN_FORGETTING_KEYS));
        if (removed || again) {
            keysForgotten = now;
            listenersForKeys.forEach(Runnable::run);
        }
    }

    /** Takes over what came. Knowledge that is stale when it comes first does not make this service ready. */
    void accept(News news) {
        Instant now = clock.instant();
        // The feed says until when a withdrawal matters by the expiry of its tokens, which are accepted here for
        // longer.
        Instant over = now.minus(clockSkew);
        news.withdrawals().stream()
                .filter(withdrawal -> withdrawal.forgetAt() >= over.getEpochSecond())
                .forEach(denylist::add);
        if (!news.withdrawals().isEmpty()) {
            listeners.forEach(Runnable::run);
        }
        forgetRemovedKeys(news, now);
        Instant asOf = news.asOf();
        if (asOf == null) {
            return;
        }
        denylist.forget(over);
        Instant before = knownUntil;
        boolean recent = Duration.between(asOf, now).compareTo(maxAge) <= 0;
        if (before == null ? recent : asOf.isAfter(before)) {
            Instant until = asOf.isBefore(now) ? asOf : now;
            if (before == null || Duration.between(before, until).compareTo(KEPT_BY_THE_FEED) > 0) {
                withoutGapSince = until;
            }
            knownUntil = until;
        }
        LogPosition place = news.reached();
        LogPosition known = reached;
        // Over Kafka several nodes say how far they have come, and one may be behind another.
        if (place != null && (known == null || !known.includes(place))) {
            reached = place;
        }
    }
}

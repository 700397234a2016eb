package dev.daemun.resourceserver.withdrawal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Until when tokens with certain claims are denied.
 *
 * @param position of the event in the issuer's log that says so, 0 where that is not known
 * @param reason of the event, such as {@code signed-out}
 * @param issuedUpTo in seconds since 1970; later ones count
 * @param forgetAt in seconds since 1970: by then all tokens that it denies have expired
 * @param always whether later ones don't count either
 */
record Denial(long position, String reason, long issuedUpTo, long forgetAt, boolean always) {
    private static final String UNKNOWN = "unknown";
    private static final long NO_POSITION = 0;

    /**
     * What an entry of the feed denies.
     *
     * @param margin how far the clock by which a token says when it was issued may be ahead of the one by which the entry does
     */
    static Denial of(Withdrawal withdrawal, Duration margin) {
        return new Denial(
                withdrawal.position() == null ? NO_POSITION : withdrawal.position(),
                readable(withdrawal.reason()),
                later(withdrawal.issuedUpTo(), margin.toSeconds()),
                withdrawal.forgetAt(),
                false);
    }

    /** The same for tokens with claims that no later token can have, so that nothing depends on anybody's clock. */
    Denial whenever() {
        return new Denial(position, reason, issuedUpTo, forgetAt, true);
    }

    /** Denies what either denies. */
    Denial and(@Nullable Denial other) {
        if (other == null) {
            return this;
        }
        Denial later = other.issuedUpTo >= issuedUpTo ? other : this;
        return new Denial(
                later.position,
                later.reason,
                later.issuedUpTo,
                Math.max(forgetAt, other.forgetAt),
                always || other.always);
    }

    boolean denies(long issuedAt) {
        return always || issuedAt <= issuedUpTo;
    }

    /** It goes into an answer's header and into the log, so it is a short word or nothing. */
    private static String readable(@Nullable String reason) {
        return reason != null && reason.matches("[a-z0-9-]{1,64}") ? reason : UNKNOWN;
    }

    private static long later(long second, long margin) {
        return second > Long.MAX_VALUE - margin ? second : second + margin;
    }
}

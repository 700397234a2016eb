package dev.daemun.resourceserver.withdrawal;

import org.jspecify.annotations.Nullable;

/**
 * Until when tokens with certain claims are denied.
 *
 * @param issuedUpTo in seconds since 1970; later ones count
 * @param forgetAt in seconds since 1970: by then all tokens that it denies have expired
 */
record Denial(long issuedUpTo, long forgetAt, String reason) {
    static final String UNKNOWN = "unknown";

    static Denial of(Withdrawal withdrawal) {
        String reason = withdrawal.reason();
        return new Denial(withdrawal.issuedUpTo(), withdrawal.forgetAt(), reason == null ? UNKNOWN : reason);
    }

    /** Denies what either denies. */
    Denial and(@Nullable Denial other) {
        if (other == null) {
            return this;
        }
        Denial later = other.issuedUpTo >= issuedUpTo ? other : this;
        return new Denial(later.issuedUpTo, Math.max(forgetAt, other.forgetAt), later.reason);
    }

    boolean denies(long issuedAt) {
        return issuedAt <= issuedUpTo;
    }
}

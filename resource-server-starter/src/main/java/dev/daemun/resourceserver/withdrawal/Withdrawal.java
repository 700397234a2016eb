package dev.daemun.resourceserver.withdrawal;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the feed: tokens with these claims, issued up to a moment, count no longer.
 *
 * @param position of the event in the issuer's log from which it was derived; null where the feed does not say
 * @param kind which claims it names
 * @param issuedUpTo in seconds since 1970
 * @param forgetAt in seconds since 1970: by then all of these tokens have expired
 * @param reason such as {@code signed-out}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Withdrawal(
        @Nullable Long position,
        @Nullable String kind,
        @Nullable String sid,
        @Nullable String azp,
        @Nullable String sub,
        @Nullable String jti,
        @Nullable String role,
        @Nullable String aud,
        long issuedUpTo,
        long forgetAt,
        @Nullable String reason) {}

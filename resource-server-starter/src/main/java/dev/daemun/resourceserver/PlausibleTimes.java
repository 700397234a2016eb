package dev.daemun.resourceserver;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Refuses times that no issuer means, such as milliseconds where RFC 7519 section 2 asks for seconds, and numbers so large that a
 * library reads another one. A token that says it was issued later than now would not meet the withdrawals that it should.
 */
final class PlausibleTimes implements OAuth2TokenValidator<Jwt> {
    static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
    private static final OAuth2TokenValidatorResult IMPLAUSIBLE = OAuth2TokenValidatorResult.failure(
            new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN, "The token has a time that can't be meant", null));

    private final Duration clockSkew;
    private final Clock clock;

    /**
     * The rule.
     *
     * @param clockSkew how far the issuer's clock may be ahead
     */
    PlausibleTimes(Duration clockSkew, Clock clock) {
        this.clockSkew = clockSkew;
        this.clock = clock;
    }

    @Override
    public OAuth2TokenValidatorResult validate(Jwt token) {
        Instant issued = token.getIssuedAt();
        boolean ofTheFuture = issued != null && issued.isAfter(clock.instant().plus(clockSkew));
        boolean plausible =
                isPlausible(issued) && isPlausible(token.getNotBefore()) && isPlausible(token.getExpiresAt());
        return plausible && !ofTheFuture ? OAuth2TokenValidatorResult.success() : IMPLAUSIBLE;
    }

    private static boolean isPlausible(@Nullable Instant time) {
        return time == null || (!time.isBefore(EARLIEST) && !time.isAfter(LATEST));
    }
}

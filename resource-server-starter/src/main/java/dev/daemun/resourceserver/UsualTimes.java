package dev.daemun.resourceserver;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;

/**
 * Accepts what was issued before now and expires after now, and asks the rules about any other token. Spring Security converts a time each
 * time that it is read, which costs more than all else that is asked of a remembered token.
 *
 * @param rules accept all that this accepts itself, whatever clock skew they allow
 */
record UsualTimes(Clock clock, OAuth2TokenValidator<Jwt> rules) implements OAuth2TokenValidator<Jwt> {
    private static final OAuth2TokenValidatorResult GOOD = OAuth2TokenValidatorResult.success();

    @Override
    public OAuth2TokenValidatorResult validate(Jwt token) {
        return areUsual(token.getClaims(), clock.instant()) ? GOOD : rules.validate(token);
    }

    private static boolean areUsual(Map<String, Object> claims, Instant now) {
        return claims.get(JwtClaimNames.IAT) instanceof Instant issued
                && claims.get(JwtClaimNames.EXP) instanceof Instant expires
                && !claims.containsKey(JwtClaimNames.NBF)
                && !issued.isBefore(PlausibleTimes.EARLIEST)
                && !issued.isAfter(now)
                && !expires.isBefore(now)
                && !expires.isAfter(PlausibleTimes.LATEST);
    }
}

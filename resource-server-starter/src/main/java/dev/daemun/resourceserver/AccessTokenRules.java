package dev.daemun.resourceserver;

import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;

/**
 * What a token must say beyond a good signature: RFC 9068 section 4, without {@code client_id}, for which Keycloak has
 * {@code azp}.
 */
final class AccessTokenRules {
    private AccessTokenRules() {}

    /** Those that a token may fulfil now and not later, or the other way round: all others say the same of it each time. */
    static OAuth2TokenValidator<Jwt> thatMayChange(Duration clockSkew) {
        return new DelegatingOAuth2TokenValidator<>(
                new PlausibleTimes(clockSkew, Clock.systemUTC()), new JwtTimestampValidator(clockSkew));
    }

    static OAuth2TokenValidator<Jwt> of(TrustedIssuer trusted, Duration clockSkew) {
        MisdirectedTokens misdirected = new MisdirectedTokens();
        return new DelegatingOAuth2TokenValidator<>(
                // Keeps ID, refresh and logout tokens out, which the same keys sign.
                new JwtTypeValidator("at+jwt", "application/at+jwt"),
                misdirected.logged(
                        new JwtIssuerValidator(trusted.issuer()),
                        token -> "iss is '" + token.getClaims().get(JwtClaimNames.ISS) + "'",
                        "'" + trusted.issuer() + "'"),
                misdirected.logged(
                        meantFor(trusted.audiences()),
                        token -> "aud is " + token.getClaims().get(JwtClaimNames.AUD),
                        "one of " + trusted.audiences()),
                present(JwtClaimNames.SUB),
                present(JwtClaimNames.JTI),
                present(JwtClaimNames.IAT),
                present(JwtClaimNames.EXP),
                new PlausibleTimes(clockSkew, Clock.systemUTC()),
                new JwtTimestampValidator(clockSkew),
                ProofOfPossession.byDpopOnly());
    }

    private static OAuth2TokenValidator<Jwt> meantFor(Set<String> audiences) {
        return new JwtClaimValidator<List<String>>(
                JwtClaimNames.AUD, audience -> audience != null && !Collections.disjoint(audience, audiences));
    }

    private static OAuth2TokenValidator<Jwt> present(String claim) {
        return new JwtClaimValidator<Object>(
                claim, value -> value != null && !value.toString().isBlank());
    }
}

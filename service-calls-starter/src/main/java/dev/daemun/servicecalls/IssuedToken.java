package dev.daemun.servicecalls;

import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTParser;
import java.text.ParseException;
import java.time.Instant;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.MappedJwtClaimSetConverter;

/**
 * A token that the issuer gave to this service.
 *
 * @param value as it is sent
 * @param expiry when it is good no longer
 * @param claims what withdrawals are compared with; null when it is no JWT
 * @param from the caller's token that it was exchanged for, or null
 */
record IssuedToken(
        String value,
        Instant expiry,
        @Nullable Jwt claims,
        @Nullable Jwt from) {
    private static final MappedJwtClaimSetConverter CONVERTER = MappedJwtClaimSetConverter.withDefaults(Map.of());

    static IssuedToken of(OAuth2AccessToken token, Instant expiry, @Nullable Jwt from) {
        return new IssuedToken(token.getTokenValue(), expiry, claims(token.getTokenValue()), from);
    }

    /** Whether it, or the token that it was exchanged for, is one of these. */
    boolean dependsOn(Predicate<Jwt> tokens) {
        return (claims != null && tokens.test(claims)) || (from != null && tokens.test(from));
    }

    /** Not verified: it came from the issuer itself, and the service that gets it verifies it. */
    private static @Nullable Jwt claims(String value) {
        try {
            JWT jwt = JWTParser.parse(value);
            Map<String, Object> claims = CONVERTER.convert(jwt.getJWTClaimsSet().toJSONObject());
            return Jwt.withTokenValue(value)
                    .headers(headers -> headers.putAll(jwt.getHeader().toJSONObject()))
                    .claims(all -> all.putAll(claims))
                    .build();
        } catch (ParseException | IllegalArgumentException e) {
            return null;
        }
    }
}

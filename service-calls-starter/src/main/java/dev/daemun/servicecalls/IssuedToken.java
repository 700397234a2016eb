package dev.daemun.servicecalls;

import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTParser;
import java.text.ParseException;
import java.time.Instant;
import java.util.Map;
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
 */
record IssuedToken(String value, Instant expiry, @Nullable Jwt claims) {
    private static final MappedJwtClaimSetConverter CONVERTER = MappedJwtClaimSetConverter.withDefaults(Map.of());

    static IssuedToken of(OAuth2AccessToken token, Instant expiry) {
        return new IssuedToken(token.getTokenValue(), expiry, claims(token.getTokenValue()));
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

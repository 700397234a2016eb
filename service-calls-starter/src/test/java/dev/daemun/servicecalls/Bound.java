package dev.daemun.servicecalls;

import java.util.Map;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** A caller whose token is bound to a key. */
final class Bound {
    private Bound() {}

    static Authentication like(Authentication caller) {
        return new JwtAuthenticationToken(
                token(((JwtAuthenticationToken) caller).getToken(), Map.of("jkt", "thumbprint")));
    }

    static Jwt token(Jwt token, Object confirmation) {
        return Jwt.withTokenValue(token.getTokenValue())
                .headers(headers -> headers.putAll(token.getHeaders()))
                .claims(claims -> claims.putAll(token.getClaims()))
                .claim("cnf", confirmation)
                .build();
    }
}

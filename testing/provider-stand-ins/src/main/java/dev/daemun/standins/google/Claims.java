package dev.daemun.standins.google;

import java.util.LinkedHashMap;
import java.util.Map;

/** The claims about a user, which are the same in the ID token and at the userinfo endpoint. */
final class Claims {
    private Claims() {}

    static Map<String, Object> of(GoogleUser user, Grant grant) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sub", user.sub());
        if (Scopes.has(grant, "profile")) {
            claims.put("name", user.name());
            claims.put("given_name", user.givenName());
            claims.put("family_name", user.familyName());
            claims.put("picture", "https://lh3.googleusercontent.com/a/stand-in=s96-c");
        }
        if (Scopes.has(grant, "email")) {
            claims.put("email", user.email());
            claims.put("email_verified", user.emailVerified());
        }
        user.hostedDomain().ifPresent(domain -> claims.put("hd", domain));
        return claims;
    }
}

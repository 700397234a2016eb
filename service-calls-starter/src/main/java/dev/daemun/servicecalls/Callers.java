package dev.daemun.servicecalls;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken;

/** Whose request is being served. */
final class Callers {
    private Callers() {}

    /** The verified token of a caller, or null. */
    static @Nullable Jwt token(@Nullable Authentication caller) {
        return caller instanceof AbstractOAuth2TokenAuthenticationToken<?> known && known.getToken() instanceof Jwt jwt
                ? jwt
                : null;
    }
}

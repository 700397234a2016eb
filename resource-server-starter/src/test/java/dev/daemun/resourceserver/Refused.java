package dev.daemun.resourceserver;

import org.springframework.http.HttpStatus;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.BearerTokenError;

/** All that a refusal tells; Spring's errors have no equality. */
public record Refused(HttpStatus status, String code, String description, String uri, String scope) {
    public static Refused with(OAuth2AuthenticationException failure) {
        BearerTokenError error = (BearerTokenError) failure.getError();
        return new Refused(
                error.getHttpStatus(), error.getErrorCode(), error.getDescription(), error.getUri(), error.getScope());
    }
}

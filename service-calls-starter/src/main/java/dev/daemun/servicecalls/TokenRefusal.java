package dev.daemun.servicecalls;

import dev.daemun.resourceserver.issuer.MisconfiguredException;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.web.client.RestClientException;

/**
 * Why the issuer gave no token.
 *
 * @param error the code of RFC 6749 section 5.2 or RFC 8693 section 2.2.2
 * @param description that came with it
 * @param failure with a sentence for the log
 */
record TokenRefusal(String error, @Nullable String description, IOException failure) {
    /** What Keycloak says with {@code invalid_request}, the code of RFC 8693 for a bad subject token and for much else. */
    private static final String ENDED = "Invalid token";

    private static final Set<String> OF_A_TOKEN =
            Set.of(OAuth2ErrorCodes.INVALID_TOKEN, OAuth2ErrorCodes.INVALID_GRANT);
    private static final Set<String> OF_THE_CONFIGURATION = Set.of(
            OAuth2ErrorCodes.INVALID_CLIENT,
            OAuth2ErrorCodes.UNAUTHORIZED_CLIENT,
            OAuth2ErrorCodes.INVALID_REQUEST,
            OAuth2ErrorCodes.INVALID_SCOPE,
            OAuth2ErrorCodes.ACCESS_DENIED,
            OAuth2ErrorCodes.UNSUPPORTED_GRANT_TYPE,
            "invalid_target");

    static TokenRefusal of(
            CalledService service, ServiceCallsProperties properties, OAuth2AuthorizationException refused) {
        String error = refused.getError().getErrorCode();
        String description = refused.getError().getDescription();
        if (refused.getCause() instanceof RestClientException unreadable) {
            return new TokenRefusal(
                    error,
                    description,
                    new IOException(
                            "The issuer gave no token for " + service.name(), unreadable.getMostSpecificCause()));
        }
        String sentence =
                "The issuer refuses a token for " + service.name() + " with " + error + " (" + description + ")";
        return new TokenRefusal(
                error,
                description,
                OF_THE_CONFIGURATION.contains(error)
                        ? new MisconfiguredException(sentence + ": " + mend(error, service, properties))
                        : new IOException(sentence));
    }

    /** Whether the caller's token is what the issuer refuses, and not this service. */
    boolean isOfCallersToken() {
        return OF_A_TOKEN.contains(error)
                || (error.equals(OAuth2ErrorCodes.INVALID_REQUEST) && ENDED.equals(description));
    }

    private static String mend(String error, CalledService service, ServiceCallsProperties properties) {
        if (error.equals(OAuth2ErrorCodes.INVALID_CLIENT)) {
            return "correct " + ServiceCallsProperties.PREFIX + "client-id and client-secret"
                    + (service.token() == TokenKind.OWN ? "" : ", or services." + service.name() + ".audience");
        }
        return service.token() == TokenKind.OWN
                ? "the client " + properties.clientId()
                        + " needs an account of its own, and the scopes that it asks for"
                : "the client " + properties.clientId()
                        + " must be allowed to exchange tokens (in Keycloak: Standard Token"
                        + " Exchange), be in aud of its callers' tokens, and have a client scope that brings the audience "
                        + service.audience();
    }
}

package dev.daemun.resourceserver;

import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

/** The error for a well-formed token that was withdrawn (RFC 6750 section 3.1, {@code invalid_token}). */
public final class WithdrawnTokenError extends OAuth2Error {
    private static final long serialVersionUID = 1L;

    private final String reason;

    /**
     * An error with a reason, which the bearer of the token gets to read.
     *
     * @param reason such as {@code signed-out} or {@code role-revoked}: only letters, digits and hyphens, as it is quoted in a
     *     header
     */
    public WithdrawnTokenError(String reason) {
        super(OAuth2ErrorCodes.INVALID_TOKEN, "The token was withdrawn: " + reason, null);
        this.reason = reason;
    }

    /** What happened, such as {@code signed-out}. */
    public String reason() {
        return reason;
    }
}

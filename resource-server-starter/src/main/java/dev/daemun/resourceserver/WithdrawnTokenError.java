package dev.daemun.resourceserver;

import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

/** Why a good token counts no longer (RFC 6750 section 3.1, {@code invalid_token}). */
public final class WithdrawnTokenError extends OAuth2Error {
    private static final long serialVersionUID = 1L;

    private final String reason;

    /**
     * An error that tells the bearer of the token what happened.
     *
     * @param reason such as {@code signed-out} or {@code role-revoked}
     */
    public WithdrawnTokenError(String reason) {
        super(OAuth2ErrorCodes.INVALID_TOKEN, "The token was withdrawn", null);
        this.reason = reason;
    }

    /** What happened, such as {@code signed-out}. */
    public String reason() {
        return reason;
    }
}

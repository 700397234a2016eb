package dev.daemun.resourceserver.dpop;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationServiceException;

/** Whether a proof was used before can't be known at the moment, which is no fault of the caller's. */
public final class UsedProofsUnavailableException extends AuthenticationServiceException {
    private static final long serialVersionUID = 1L;

    public UsedProofsUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

package dev.daemun.resourceserver.dpop;

import org.springframework.security.core.AuthenticationException;

/** A key was used for so many proofs that only newer ones of it are let in. Other keys are not concerned. */
public final class TooManyProofsException extends AuthenticationException {
    private static final long serialVersionUID = 1L;

    public TooManyProofsException() {
        super("Too many proofs by this key");
    }
}

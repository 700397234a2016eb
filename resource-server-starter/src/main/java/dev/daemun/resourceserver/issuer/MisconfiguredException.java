package dev.daemun.resourceserver.issuer;

import java.io.IOException;

/** Trying again does not help: somebody has to change the configuration, here or at the issuer. The message says how. */
public final class MisconfiguredException extends IOException {
    private static final long serialVersionUID = 1L;

    public MisconfiguredException(String whatIsWrongAndTheMend) {
        super(whatIsWrongAndTheMend);
    }

    public MisconfiguredException(String whatIsWrongAndTheMend, Throwable cause) {
        super(whatIsWrongAndTheMend, cause);
    }
}

package dev.daemun.resourceserver.authorize;

/** The settings of the gateway are wrong, not the call: nobody is let in. The message says what to mend, and quotes nothing. */
final class UnreadableDemandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableDemandException(String message) {
        super(message);
    }
}

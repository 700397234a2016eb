package dev.daemun.apple.settings;

/** No client secret can be signed; the message says which setting is wrong, and nothing of the key. */
public final class UnusableKeyException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableKeyException(String message) {
        super(message);
    }
}

package dev.daemun.localplatform;

/** A fault that a person can mend: its message is one sentence that needs no stack trace. */
public final class PlatformException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PlatformException(String sentence) {
        super(sentence);
    }

    public PlatformException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}

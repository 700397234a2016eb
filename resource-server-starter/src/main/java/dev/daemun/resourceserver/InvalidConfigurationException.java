package dev.daemun.resourceserver;

/** A bad property stops the start of the application. The message is one sentence that names it and says what to set instead. */
public final class InvalidConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidConfigurationException(String property, String sentence) {
        super(property + " " + sentence);
    }
}

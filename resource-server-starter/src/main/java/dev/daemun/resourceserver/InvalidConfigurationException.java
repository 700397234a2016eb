package dev.daemun.resourceserver;

/** A property that stops the start: one sentence names it and the mend. */
public final class InvalidConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidConfigurationException(String property, String sentence) {
        super(property + " " + sentence);
    }
}

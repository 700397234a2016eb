package dev.daemun.resourceserver.withdrawal;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The feed could not be read. */
final class FeedException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What to do about it. */
    enum Kind {
        /** Try again. */
        AWAY,
        /** Somebody must mend the configuration, here or at the issuer. */
        REFUSED,
        /** Read again without a cursor. */
        START_OVER
    }

    private final Kind kind;

    FeedException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }
}

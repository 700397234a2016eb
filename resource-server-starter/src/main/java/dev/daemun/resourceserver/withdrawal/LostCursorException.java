package dev.daemun.resourceserver.withdrawal;

import java.io.IOException;

/** The cursor leads nowhere, as after a restore from a backup: everything has to be read again, without a cursor. */
final class LostCursorException extends IOException {
    private static final long serialVersionUID = 1L;

    LostCursorException(String sentence) {
        super(sentence);
    }
}

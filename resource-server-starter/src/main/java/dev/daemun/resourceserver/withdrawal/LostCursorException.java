package dev.daemun.resourceserver.withdrawal;

import java.io.IOException;

/** The feed does not know the cursor, as after a restore from a backup: everything has to be read again, without a cursor. */
final class LostCursorException extends IOException {
    private static final long serialVersionUID = 1L;

    LostCursorException() {
        super("The issuer's log is not the one that was read before, so all withdrawals are read again");
    }
}

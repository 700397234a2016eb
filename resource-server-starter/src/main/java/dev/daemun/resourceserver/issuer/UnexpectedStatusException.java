package dev.daemun.resourceserver.issuer;

import java.io.IOException;

/** The other side answered, but not with what was asked for. */
public final class UnexpectedStatusException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;

    UnexpectedStatusException(Answer answer) {
        super(answer.address() + " answered with " + answer.status());
        this.status = answer.status();
    }

    /** The status of the answer. */
    public int status() {
        return status;
    }
}

package dev.daemun.resourceserver.issuer;

import java.io.IOException;

/** The other side answered, but not with what was asked for. */
public final class UnexpectedStatusException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    UnexpectedStatusException(Answer answer) {
        super(answer.address() + " answered with " + answer.status());
        this.answer = answer;
    }

    /** The status of the answer. */
    public int status() {
        return answer.status();
    }

    /** The answer; without its body where a stream was asked for. */
    public Answer answer() {
        return answer;
    }
}

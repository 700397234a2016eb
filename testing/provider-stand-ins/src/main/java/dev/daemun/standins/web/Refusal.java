package dev.daemun.standins.web;

/** Ends the handling of a request; the response is sent as the answer. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Response response;

    public Refusal(Response response) {
        super("refused with status " + response.status(), null, false, false);
        this.response = response;
    }

    Response response() {
        return response;
    }
}

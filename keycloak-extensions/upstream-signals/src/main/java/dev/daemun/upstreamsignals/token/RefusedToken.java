package dev.daemun.upstreamsignals.token;

/** A token that is not believed, with the answer that RFC 8935 section 2.3 defines. */
public final class RefusedToken extends Exception {
    private static final long serialVersionUID = 1;

    /** The error codes of RFC 8935 section 2.4 that apply here. */
    public enum Code {
        INVALID_REQUEST,
        INVALID_KEY,
        INVALID_ISSUER,
        INVALID_AUDIENCE,
        /** The provider's keys can't be read at present, so nothing can be said; this one is no code of the RFC. */
        UNAVAILABLE
    }

    private final Code code;

    RefusedToken(Code code, String description) {
        super(description);
        this.code = code;
    }

    /** What was wrong. */
    public Code code() {
        return code;
    }
}

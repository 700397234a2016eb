package dev.daemun.revocationfeed.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.keycloak.util.JsonSerialization;

/** The answer to a request that is refused, as RFC 9457 describes problems. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int TRY_AGAIN_AFTER_SECONDS = 1;

    private final int status;
    private final String type;
    private final String challenge;

    private Refusal(int status, String type, String challenge, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.type = type;
        this.challenge = challenge;
    }

    /**
     * A refusal because of the caller.
     *
     * @param challenge what RFC 6750 section 3 demands in {@code WWW-Authenticate}
     */
    Refusal(int status, String challenge, String detail) {
        this(status, "about:blank", challenge, detail);
    }

    static Refusal badParameter(String detail) {
        return new Refusal(400, null, detail);
    }

    static Refusal startOver() {
        return new Refusal(
                410,
                "urn:daemun:problem:start-over",
                null,
                "The cursor is too old or of another log: read again without it.");
    }

    static Refusal tooMany() {
        return new Refusal(429, null, "Too many are waiting.");
    }

    static Refusal behind() {
        return new Refusal(503, null, "The log can't be read just now.");
    }

    Response answer() {
        ObjectNode problem = JsonSerialization.createObjectNode();
        problem.put("type", type);
        problem.put("title", Response.Status.fromStatusCode(status).getReasonPhrase());
        problem.put("status", status);
        problem.put("detail", getMessage());
        Response.ResponseBuilder answer = Response.status(status)
                .type("application/problem+json")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(problem.toString());
        if (challenge != null) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, challenge);
        }
        if (status == 429 || status == 503) {
            answer.header(HttpHeaders.RETRY_AFTER, TRY_AGAIN_AFTER_SECONDS);
        }
        return answer.build();
    }
}

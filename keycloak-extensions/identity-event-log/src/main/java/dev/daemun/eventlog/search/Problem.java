package dev.daemun.eventlog.search;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.keycloak.util.JsonSerialization;

/** The answer to a search that is refused, as RFC 9457 describes problems. */
final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    Problem(int status, String detail) {
        super(detail, null, false, false);
        this.status = status;
    }

    Response answer() {
        ObjectNode problem = JsonSerialization.createObjectNode();
        problem.put("type", "about:blank");
        problem.put("title", Response.Status.fromStatusCode(status).getReasonPhrase());
        problem.put("status", status);
        problem.put("detail", getMessage());
        return Response.status(status)
                .type("application/problem+json")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(problem.toString())
                .build();
    }
}

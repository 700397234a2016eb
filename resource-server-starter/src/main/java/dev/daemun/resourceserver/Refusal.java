package dev.daemun.resourceserver;

import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import tools.jackson.databind.json.JsonMapper;

/** Bodies of RFC 9457 for refused requests; they tell no more than the headers of RFC 6750 beside them. */
public enum Refusal {
    MALFORMED(HttpStatus.BAD_REQUEST, "The Authorization header is malformed."),
    UNAUTHORIZED(HttpStatus.UNAUTHORIZED, "A valid access token for this service is needed."),
    FORBIDDEN(HttpStatus.FORBIDDEN, "The access token does not allow this."),
    UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Tokens can't be verified at the moment.");

    /** For the {@code Retry-After} of {@link #UNAVAILABLE}. */
    public static final String RETRY_SECONDS = "5";

    private final HttpStatus status;
    private final String body;

    Refusal(HttpStatus status, String detail) {
        this.status = status;
        this.body = JsonMapper.builder()
                .addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
                .build()
                .writeValueAsString(ProblemDetail.forStatusAndDetail(status, detail));
    }

    /** The one for a request without a good token, told from another by its status. */
    public static Refusal ofCaller(int status) {
        return status == HttpStatus.BAD_REQUEST.value() ? MALFORMED : UNAUTHORIZED;
    }

    public HttpStatus status() {
        return status;
    }

    /** The body, as {@code application/problem+json}. */
    public byte[] body() {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}

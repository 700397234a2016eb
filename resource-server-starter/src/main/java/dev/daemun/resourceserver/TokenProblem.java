package dev.daemun.resourceserver;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import tools.jackson.databind.json.JsonMapper;

/** Bodies of RFC 9457 for refused requests. They say no more than the headers of RFC 6750 beside them. */
public enum TokenProblem {
    MALFORMED(HttpStatus.BAD_REQUEST, "The Authorization header is malformed."),
    UNAUTHORIZED(HttpStatus.UNAUTHORIZED, "A valid access token for this service is needed."),
    UNPROVEN(HttpStatus.UNAUTHORIZED, "A valid proof of possession of the access token's key is needed."),
    WITHDRAWN(HttpStatus.UNAUTHORIZED, "The access token was withdrawn."),
    FORBIDDEN(HttpStatus.FORBIDDEN, "The access token does not allow this."),
    TOO_MANY_PROOFS(HttpStatus.TOO_MANY_REQUESTS, "Too many proofs came by the access token's key."),
    UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Tokens can't be verified at the moment.");

    /** For the {@code Retry-After} of {@link #UNAVAILABLE} and {@link #TOO_MANY_PROOFS}. */
    public static final String RETRY_SECONDS = "5";

    private static final JsonMapper JSON = JsonMapper.builder()
            .addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
            .build();

    private final HttpStatus status;
    private final String detail;

    TokenProblem(HttpStatus status, String detail) {
        this.status = status;
        this.detail = detail;
    }

    /**
     * The one for a request without a good token.
     *
     * @param status that RFC 6750 gives the answer
     */
    public static TokenProblem ofCaller(int status, AuthenticationException failure) {
        if (status == HttpStatus.BAD_REQUEST.value()) {
            return MALFORMED;
        }
        if (failure instanceof OAuth2AuthenticationException refused
                && refused.getError().getErrorCode().equals(OAuth2ErrorCodes.INVALID_DPOP_PROOF)) {
            return UNPROVEN;
        }
        return withdrawal(failure) == null ? UNAUTHORIZED : WITHDRAWN;
    }

    public HttpStatus status() {
        return status;
    }

    /** The body, as {@code application/problem+json}. */
    public byte[] body() {
        return write(ProblemDetail.forStatusAndDetail(status, detail));
    }

    /** The same, with the member {@code reason} where the token was withdrawn, since its bearer may know why. */
    public byte[] body(AuthenticationException failure) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        WithdrawnTokenError withdrawal = withdrawal(failure);
        if (withdrawal != null) {
            problem.setProperty("reason", withdrawal.reason());
        }
        return write(problem);
    }

    private static @Nullable WithdrawnTokenError withdrawal(AuthenticationException failure) {
        if (failure.getCause() instanceof JwtValidationException invalid) {
            for (OAuth2Error error : invalid.getErrors()) {
                if (error instanceof WithdrawnTokenError withdrawal) {
                    return withdrawal;
                }
            }
        }
        return null;
    }

    private static byte[] write(ProblemDetail problem) {
        return JSON.writeValueAsString(problem).getBytes(StandardCharsets.UTF_8);
    }
}

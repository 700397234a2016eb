package dev.daemun.gateway.failures;

import java.util.concurrent.TimeoutException;
import org.springframework.http.HttpStatus;

/**
 * The service gave no answer that can be passed on: 503 where it is away, 504 where it is too slow, 502 where it hung up
 * or sent what is no HTTP.
 */
final class ServiceFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;

    ServiceFailure(HttpStatus status, Throwable cause) {
        super(status.getReasonPhrase(), cause);
        this.status = status;
    }

    HttpStatus status() {
        return status;
    }

    /** Whether a failure of a call means that time ran out. */
    static boolean isTimeout(Throwable failure) {
        return failure instanceof TimeoutException || failure instanceof io.netty.handler.timeout.TimeoutException;
    }
}

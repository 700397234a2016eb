package dev.daemun.gateway.failures;

import java.util.function.BooleanSupplier;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ServerWebExchange;

/** The caller did not send what it announced: it went away, or its body did not come in time. No fault of the service. */
public final class CallerFailure extends RuntimeException {
    private static final String BODY = CallerFailure.class.getName() + ".body";
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;

    private CallerFailure(HttpStatus status, Throwable cause) {
        super(status.getReasonPhrase(), cause);
        this.status = status;
    }

    /** The body broke off or was malformed. */
    public static CallerFailure brokenBody(Throwable cause) {
        return new CallerFailure(HttpStatus.BAD_REQUEST, cause);
    }

    /** The body did not come in time. */
    public static CallerFailure lateBody(Throwable cause) {
        return new CallerFailure(HttpStatus.REQUEST_TIMEOUT, cause);
    }

    /** What to answer, if there is still somebody to answer to. */
    HttpStatus status() {
        return status;
    }

    /** Lets whoever judges a failure of this request know whether the gateway was waiting for more of its body. */
    public static void judgeBy(ServerWebExchange exchange, BooleanSupplier bodyIsAwaited) {
        exchange.getAttributes().put(BODY, bodyIsAwaited);
    }

    /** Whether the gateway waits for more of the body, rather than for the service. */
    static boolean isBodyAwaited(ServerWebExchange exchange) {
        BooleanSupplier awaited = exchange.getAttribute(BODY);
        return awaited != null && awaited.getAsBoolean();
    }
}

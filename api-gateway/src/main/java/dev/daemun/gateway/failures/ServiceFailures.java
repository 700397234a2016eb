package dev.daemun.gateway.failures;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.netty.channel.ConnectTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/**
 * A service that is away is a 503, one that is too slow a 504, one that answers garbage or hangs up a 502, each with a
 * body of RFC 9457. Before Spring Boot's handler, to which all of them are a 500.
 */
@Component
@Order(-2)
final class ServiceFailures implements WebExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceFailures.class);
    private static final String RETRY_SECONDS = "5";

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        HttpStatus status = status(failure);
        ServerHttpResponse response = exchange.getResponse();
        if (status == null || response.isCommitted()) {
            return Mono.error(failure);
        }
        // No path: it may name a person.
        LOG.warn(
                "The request ended with {}: {}",
                status.value(),
                failure.getClass().getSimpleName());
        if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            response.getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        }
        return Problem.answer(exchange, status, "The service can't answer at the moment.");
    }

    /** What a failure is answered with, or null where it is none of the service's. */
    static @Nullable HttpStatus status(Throwable failure) {
        if (failure instanceof ConnectTimeoutException
                || failure instanceof ConnectException
                || failure instanceof CallNotPermittedException) {
            return HttpStatus.SERVICE_UNAVAILABLE;
        }
        if (failure instanceof ResponseStatusException answered) {
            // The gateway's own word for a service that is too slow.
            return answered.getStatusCode().value() == HttpStatus.GATEWAY_TIMEOUT.value()
                    ? HttpStatus.GATEWAY_TIMEOUT
                    : null;
        }
        if (failure instanceof TimeoutException) {
            return HttpStatus.GATEWAY_TIMEOUT;
        }
        return failure instanceof IOException || failure instanceof IllegalArgumentException
                ? HttpStatus.BAD_GATEWAY
                : null;
    }
}

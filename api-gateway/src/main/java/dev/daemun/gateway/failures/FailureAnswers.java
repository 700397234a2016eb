package dev.daemun.gateway.failures;

import dev.daemun.gateway.requests.Problem;
import dev.daemun.gateway.requests.RequestId;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/**
 * Answers every failed request with problem details (RFC 9457), in place of Spring Boot's own handler, which would log the
 * path and the query, and the message of the failure, all of which may name a person.
 */
@Component
@Order(-2)
final class FailureAnswers implements WebExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(FailureAnswers.class);
    private static final String RETRY_SECONDS = "5";
    private static final String NO_ANSWER = "The service can't answer at the moment.";

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        // A failure may come on a thread that read from the service, or on a timer's, and those log without the id.
        return RequestId.inLogLines(exchange, () -> answer(exchange, failure));
    }

    private static Mono<Void> answer(ServerWebExchange exchange, Throwable failure) {
        if (exchange.getResponse().isCommitted()) {
            LOG.warn("The answer broke off: {}", rootName(failure));
            // The server then closes the connection, by which the caller knows that the answer is not whole.
            return Mono.error(failure);
        }
        if (failure instanceof ServiceFailure service) {
            return noAnswer(exchange, service.status(), service.getCause());
        }
        if (failure instanceof CallNotPermittedException) {
            return noAnswer(exchange, HttpStatus.SERVICE_UNAVAILABLE, failure);
        }
        if (failure instanceof CallerFailure caller) {
            exchange.getResponse().getHeaders().set(HttpHeaders.CONNECTION, "close");
            return Problem.answer(exchange, caller.status(), "The body did not come as it was announced.");
        }
        if (failure instanceof ErrorResponse answered) {
            HttpStatus status = HttpStatus.resolve(answered.getStatusCode().value());
            if (status != null && !status.is5xxServerError()) {
                exchange.getResponse().getHeaders().putAll(answered.getHeaders());
                return Problem.answer(exchange, status, status.getReasonPhrase() + ".");
            }
        }
        LOG.error("The gateway itself failed.", WithoutMessages.of(failure));
        return Problem.answer(exchange, HttpStatus.INTERNAL_SERVER_ERROR, "The gateway failed.");
    }

    private static Mono<Void> noAnswer(ServerWebExchange exchange, HttpStatus status, Throwable cause) {
        LOG.warn(
                "The request ended with {}: {}",
                status.value(),
                cause.getClass().getSimpleName());
        ServerHttpResponse response = exchange.getResponse();
        if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            response.getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        }
        return Problem.answer(exchange, status, NO_ANSWER);
    }

    private static String rootName(Throwable failure) {
        return (failure.getCause() == null ? failure : failure.getCause())
                .getClass()
                .getSimpleName();
    }
}

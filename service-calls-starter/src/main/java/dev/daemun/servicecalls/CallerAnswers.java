package dev.daemun.servicecalls;

import dev.daemun.resourceserver.TokenProblem;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/**
 * Answers callers of a WebFlux application for whom another service can't be called, as the filter chain does on servlets. On WebFlux
 * the chain knows only failures of its own filters, so that these would become a 500.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class CallerAnswers implements WebExceptionHandler {
    private static final String CHALLENGE = "Bearer error=\"invalid_token\"";

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        if (!(failure instanceof AuthenticationException refused)
                || exchange.getResponse().isCommitted()) {
            return Mono.error(failure);
        }
        if (refused instanceof AuthenticationServiceException) {
            exchange.getResponse().getHeaders().set(HttpHeaders.RETRY_AFTER, TokenProblem.RETRY_SECONDS);
            return answer(exchange, TokenProblem.UNAVAILABLE, refused);
        }
        exchange.getResponse().getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
        return answer(
                exchange,
                TokenProblem.ofCaller(TokenProblem.UNAUTHORIZED.status().value(), refused),
                refused);
    }

    private static Mono<Void> answer(
            ServerWebExchange exchange, TokenProblem problem, AuthenticationException refused) {
        ServerHttpResponse response = exchange.getResponse();
        response.setStatusCode(problem.status());
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(problem.body(refused))));
    }
}

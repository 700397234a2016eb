package dev.daemun.resourceserver.reactive;

import dev.daemun.resourceserver.AuthorizationHeader;
import dev.daemun.resourceserver.Challenges;
import dev.daemun.resourceserver.ProtectedResource;
import dev.daemun.resourceserver.TokenProblem;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.access.server.BearerTokenServerAccessDeniedHandler;
import org.springframework.security.oauth2.server.resource.web.server.BearerTokenServerAuthenticationEntryPoint;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.authorization.ServerAccessDeniedHandler;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Refusals: the headers of RFC 6750 section 3, with a body of RFC 9457. */
final class ProblemAnswers implements ServerAuthenticationEntryPoint, ServerAccessDeniedHandler {
    private final ServerAuthenticationEntryPoint unauthorized = new BearerTokenServerAuthenticationEntryPoint();
    private final ServerAccessDeniedHandler forbidden = new BearerTokenServerAccessDeniedHandler();
    private final ProtectedResource resource;

    ProblemAnswers(ProtectedResource resource) {
        this.resource = resource;
    }

    @Override
    public Mono<Void> commence(ServerWebExchange exchange, AuthenticationException failure) {
        if (failure instanceof AuthenticationServiceException) {
            // Not the caller's fault: the issuer's keys or withdrawals can't be had, so the token can be neither
            // trusted nor refused.
            return answerLater(exchange.getResponse(), TokenProblem.UNAVAILABLE);
        }
        return unauthorized.commence(uncompleted(exchange), failure).then(Mono.defer(() -> {
            addChallenges(exchange);
            TokenProblem problem = TokenProblem.ofCaller(statusOf(exchange), failure);
            return answer(exchange.getResponse(), problem, problem.body(failure));
        }));
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, AccessDeniedException failure) {
        return forbidden.handle(uncompleted(exchange), failure).then(Mono.defer(() -> {
            nameTheScheme(exchange);
            return answer(exchange.getResponse(), TokenProblem.FORBIDDEN, TokenProblem.FORBIDDEN.body());
        }));
    }

    /** Spring's knows the scheme Bearer only. */
    private void nameTheScheme(ServerWebExchange exchange) {
        if (AuthorizationHeader.isBound(exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION))) {
            exchange.getResponse()
                    .getHeaders()
                    .set(
                            HttpHeaders.WWW_AUTHENTICATE,
                            Challenges.insufficientDpop(
                                    resource.metadataAddress(RequestAddress.root(exchange.getRequest()))));
        }
    }

    /** On servlets, Spring's own has the address of the metadata already. */
    private void addChallenges(ServerWebExchange exchange) {
        HttpHeaders headers = exchange.getResponse().getHeaders();
        String challenge = headers.getFirst(HttpHeaders.WWW_AUTHENTICATE);
        headers.set(
                HttpHeaders.WWW_AUTHENTICATE,
                Challenges.with(
                        challenge == null ? "Bearer" : challenge,
                        resource.metadataAddress(RequestAddress.root(exchange.getRequest()))));
        headers.add(HttpHeaders.WWW_AUTHENTICATE, Challenges.dpop());
    }

    /** Spring's handlers set status and headers, then complete the response, after which no body can follow. */
    private static ServerWebExchange uncompleted(ServerWebExchange exchange) {
        ServerHttpResponse open = new ServerHttpResponseDecorator(exchange.getResponse()) {
            @Override
            public Mono<Void> setComplete() {
                return Mono.empty();
            }
        };
        return exchange.mutate().response(open).build();
    }

    private static int statusOf(ServerWebExchange exchange) {
        HttpStatusCode status = exchange.getResponse().getStatusCode();
        return status == null ? TokenProblem.UNAUTHORIZED.status().value() : status.value();
    }

    static Mono<Void> answerLater(ServerHttpResponse response, TokenProblem problem) {
        response.getHeaders().set(HttpHeaders.RETRY_AFTER, TokenProblem.RETRY_SECONDS);
        return answer(response, problem, problem.body());
    }

    static Mono<Void> answer(ServerHttpResponse response, TokenProblem problem, byte[] body) {
        response.setStatusCode(problem.status());
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
    }
}

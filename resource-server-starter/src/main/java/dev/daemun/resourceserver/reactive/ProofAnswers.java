package dev.daemun.resourceserver.reactive;

import dev.daemun.resourceserver.Challenges;
import dev.daemun.resourceserver.ProtectedResource;
import dev.daemun.resourceserver.TokenProblem;
import dev.daemun.resourceserver.dpop.TooManyProofsException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Refusals of tokens that came with a DPoP proof: the header of RFC 9449 section 7.1, with the same bodies. */
record ProofAnswers(ProtectedResource resource, ProblemAnswers others) implements ServerAuthenticationEntryPoint {
    @Override
    public Mono<Void> commence(ServerWebExchange exchange, AuthenticationException failure) {
        if (failure instanceof AuthenticationServiceException) {
            return others.commence(exchange, failure);
        }
        if (failure instanceof TooManyProofsException) {
            return ProblemAnswers.answerLater(exchange.getResponse(), TokenProblem.TOO_MANY_PROOFS);
        }
        exchange.getResponse()
                .getHeaders()
                .set(
                        HttpHeaders.WWW_AUTHENTICATE,
                        Challenges.dpop(failure, resource.metadataAddress(RequestAddress.root(exchange.getRequest()))));
        TokenProblem problem = TokenProblem.ofCaller(Challenges.status(failure), failure);
        return ProblemAnswers.answer(exchange.getResponse(), problem, problem.body(failure));
    }
}

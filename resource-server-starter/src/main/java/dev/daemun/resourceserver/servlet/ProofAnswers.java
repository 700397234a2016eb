package dev.daemun.resourceserver.servlet;

import dev.daemun.resourceserver.Challenges;
import dev.daemun.resourceserver.ProtectedResource;
import dev.daemun.resourceserver.TokenProblem;
import dev.daemun.resourceserver.dpop.TooManyProofsException;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;

/** Refusals of tokens that came with a DPoP proof: the header of RFC 9449 section 7.1, with the same bodies. */
record ProofAnswers(ProtectedResource resource, ProblemAnswers others) implements AuthenticationEntryPoint {
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException, ServletException {
        if (failure instanceof AuthenticationServiceException) {
            others.commence(request, response, failure);
            return;
        }
        if (failure instanceof TooManyProofsException) {
            ProblemAnswers.answerLater(response, TokenProblem.TOO_MANY_PROOFS);
            return;
        }
        response.addHeader(
                HttpHeaders.WWW_AUTHENTICATE,
                Challenges.dpop(failure, resource.metadataAddress(RequestAddress.root(request))));
        TokenProblem problem = TokenProblem.ofCaller(Challenges.status(failure), failure);
        ProblemAnswers.answer(response, problem, problem.body(failure));
    }
}

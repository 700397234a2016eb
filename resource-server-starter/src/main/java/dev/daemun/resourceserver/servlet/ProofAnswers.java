package dev.daemun.resourceserver.servlet;

import dev.daemun.resourceserver.TokenProblem;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.DPoPAuthenticationEntryPoint;
import org.springframework.security.web.AuthenticationEntryPoint;

/** Refusals of tokens that came with a DPoP proof: the header of RFC 9449 section 7.1, with the same bodies. */
final class ProofAnswers implements AuthenticationEntryPoint {
    private final AuthenticationEntryPoint unauthorized = new DPoPAuthenticationEntryPoint();
    private final ProblemAnswers others;

    ProofAnswers(ProblemAnswers others) {
        this.others = others;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException, ServletException {
        if (failure instanceof AuthenticationServiceException) {
            others.commence(request, response, failure);
            return;
        }
        unauthorized.commence(request, response, failure);
        TokenProblem problem = TokenProblem.ofCaller(response.getStatus(), failure);
        ProblemAnswers.answer(response, problem, problem.body(failure));
    }
}

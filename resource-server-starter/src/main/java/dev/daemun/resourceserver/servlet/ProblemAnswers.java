package dev.daemun.resourceserver.servlet;

import dev.daemun.resourceserver.AuthorizationHeader;
import dev.daemun.resourceserver.Challenges;
import dev.daemun.resourceserver.ProtectedResource;
import dev.daemun.resourceserver.TokenProblem;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.oauth2.server.resource.web.access.BearerTokenAccessDeniedHandler;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Refusals: the headers of RFC 6750 section 3, with a body of RFC 9457. */
final class ProblemAnswers implements AuthenticationEntryPoint, AccessDeniedHandler {
    private final BearerTokenAuthenticationEntryPoint unauthorized = new BearerTokenAuthenticationEntryPoint();
    private final AccessDeniedHandler forbidden = new BearerTokenAccessDeniedHandler();
    private final ProtectedResource resource;

    ProblemAnswers(ProtectedResource resource) {
        this.resource = resource;
        unauthorized.setResourceMetadataParameterResolver(
                request -> resource.metadataAddress(RequestAddress.root(request)));
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException, ServletException {
        if (failure instanceof AuthenticationServiceException) {
            // Not the caller's fault: the issuer's keys or withdrawals can't be had, so the token can be neither
            // trusted nor refused.
            answerLater(response, TokenProblem.UNAVAILABLE);
            return;
        }
        unauthorized.commence(request, response, failure);
        response.addHeader(HttpHeaders.WWW_AUTHENTICATE, Challenges.dpop());
        TokenProblem problem = TokenProblem.ofCaller(response.getStatus(), failure);
        answer(response, problem, problem.body(failure));
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException failure)
            throws IOException, ServletException {
        forbidden.handle(request, response, failure);
        if (AuthorizationHeader.isBound(request.getHeader(HttpHeaders.AUTHORIZATION))) {
            // Spring's knows the scheme Bearer only.
            response.setHeader(
                    HttpHeaders.WWW_AUTHENTICATE,
                    Challenges.insufficientDpop(resource.metadataAddress(RequestAddress.root(request))));
        }
        answer(response, TokenProblem.FORBIDDEN, TokenProblem.FORBIDDEN.body());
    }

    static void answerLater(HttpServletResponse response, TokenProblem problem) throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, TokenProblem.RETRY_SECONDS);
        answer(response, problem, problem.body());
    }

    static void answer(HttpServletResponse response, TokenProblem problem, byte[] body) throws IOException {
        response.setStatus(problem.status().value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(body);
    }
}

package dev.daemun.resourceserver.servlet;

import dev.daemun.resourceserver.withdrawal.StaleKnowledge;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/** Serves some paths only while it is known which tokens were withdrawn. */
final class StaleKnowledgeFilter extends OncePerRequestFilter {
    private final StaleKnowledge stale;
    private final ProblemAnswers answers;
    private final RequestMatcher denied;

    /** A filter for a service that names such paths. */
    StaleKnowledgeFilter(StaleKnowledge stale, ProblemAnswers answers) {
        this.stale = stale;
        this.answers = answers;
        this.denied = new OrRequestMatcher(stale.deniedPaths().stream()
                .map(path -> (RequestMatcher)
                        PathPatternRequestMatcher.withDefaults().matcher(path))
                .toList());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (denied.matches(request) && stale.isStale()) {
            answers.commence(
                    request, response, new AuthenticationServiceException("What was withdrawn is not known any more"));
        } else {
            chain.doFilter(request, response);
        }
    }
}

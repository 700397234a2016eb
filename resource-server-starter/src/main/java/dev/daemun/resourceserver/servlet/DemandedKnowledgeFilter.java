package dev.daemun.resourceserver.servlet;

import dev.daemun.resourceserver.withdrawal.DemandedKnowledge;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/** Answers with 503 in the place of a service that knows less than its caller demands. */
final class DemandedKnowledgeFilter extends OncePerRequestFilter {
    private final DemandedKnowledge knowledge;

    DemandedKnowledgeFilter(DemandedKnowledge knowledge) {
        this.knowledge = knowledge;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        DemandedKnowledge.Problem problem =
                knowledge.problem(Collections.list(request.getHeaders(DemandedKnowledge.HEADER)));
        if (problem == null) {
            chain.doFilter(request, response);
            return;
        }
        if (problem == DemandedKnowledge.Problem.NOT_YET_KNOWN) {
            response.setHeader(HttpHeaders.RETRY_AFTER, DemandedKnowledge.RETRY_SECONDS);
        }
        response.setStatus(problem.status());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(problem.body());
    }
}

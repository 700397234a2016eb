package dev.daemun.resourceserver.reactive;

import dev.daemun.resourceserver.withdrawal.DemandedKnowledge;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Answers with 503 in the place of a service that knows less than its caller demands. */
final class DemandedKnowledgeFilter implements WebFilter {
    private final DemandedKnowledge knowledge;

    DemandedKnowledgeFilter(DemandedKnowledge knowledge) {
        this.knowledge = knowledge;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        DemandedKnowledge.Problem problem =
                knowledge.problem(exchange.getRequest().getHeaders().getOrDefault(DemandedKnowledge.HEADER, List.of()));
        if (problem == null) {
            return chain.filter(exchange);
        }
        ServerHttpResponse response = exchange.getResponse();
        if (problem == DemandedKnowledge.Problem.NOT_YET_KNOWN) {
            response.getHeaders().set(HttpHeaders.RETRY_AFTER, DemandedKnowledge.RETRY_SECONDS);
        }
        response.setStatusCode(HttpStatus.valueOf(problem.status()));
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(problem.body())));
    }
}

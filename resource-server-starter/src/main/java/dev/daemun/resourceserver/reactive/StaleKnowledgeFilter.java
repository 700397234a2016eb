package dev.daemun.resourceserver.reactive;

import dev.daemun.resourceserver.withdrawal.StaleKnowledge;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Serves some paths only while it is known which tokens were withdrawn. */
final class StaleKnowledgeFilter implements WebFilter {
    private final StaleKnowledge stale;
    private final ProblemAnswers answers;
    private final ServerWebExchangeMatcher denied;

    /** A filter for a service that names such paths. */
    StaleKnowledgeFilter(StaleKnowledge stale, ProblemAnswers answers) {
        this.stale = stale;
        this.answers = answers;
        this.denied = ServerWebExchangeMatchers.pathMatchers(stale.deniedPaths().toArray(String[]::new));
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return denied.matches(exchange)
                .filter(MatchResult::isMatch)
                .filter(match -> stale.isStale())
                .map(match -> answers.commence(
                        exchange, new AuthenticationServiceException("What was withdrawn is not known any more")))
                .defaultIfEmpty(chain.filter(exchange))
                .flatMap(next -> next);
    }
}

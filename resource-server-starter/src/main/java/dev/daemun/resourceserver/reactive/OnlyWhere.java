package dev.daemun.resourceserver.reactive;

import java.util.function.Predicate;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Leaves a filter out for requests that it would pass on as they are. What such a filter costs is less its look at the request than the
 * steps that it adds to everything that comes after it.
 *
 * @param concerned true for all requests that the filter may do anything with
 */
record OnlyWhere(Predicate<ServerWebExchange> concerned, WebFilter filter) implements WebFilter {
    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return concerned.test(exchange) ? filter.filter(exchange, chain) : chain.filter(exchange);
    }
}

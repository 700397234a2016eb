package dev.daemun.resourceserver.reactive;

import java.util.List;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.savedrequest.ServerRequestCacheWebFilter;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The starter's filter chain without the filter that looks for a saved request: none is ever saved here, and Spring Security adds the
 * filter all the same. All others are the same ones in the same order.
 */
record FewerFilters(SecurityWebFilterChain chain, List<WebFilter> filters) implements SecurityWebFilterChain {
    static FewerFilters of(SecurityWebFilterChain chain) {
        return new FewerFilters(
                chain,
                chain.getWebFilters()
                        .filter(filter -> !(filter instanceof ServerRequestCacheWebFilter))
                        .toStream()
                        .toList());
    }

    @Override
    public Mono<Boolean> matches(ServerWebExchange exchange) {
        return chain.matches(exchange);
    }

    @Override
    public Flux<WebFilter> getWebFilters() {
        return Flux.fromIterable(filters);
    }
}

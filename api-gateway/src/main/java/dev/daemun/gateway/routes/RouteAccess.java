package dev.daemun.gateway.routes;

import dev.daemun.gateway.requests.Caller;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.cloud.gateway.config.GatewayProperties;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Asks the rule of the very route that is about to be served, so that the two can't differ. */
@Component
final class RouteAccess implements GlobalFilter, Ordered {
    private final Map<String, AccessRule> rules = new ConcurrentHashMap<>();

    RouteAccess(GatewayProperties properties) {
        properties
                .getRoutes()
                .forEach(route -> rules.put(route.getId(), AccessRule.of(route.getId(), route.getMetadata())));
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Route route = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
        AccessRule rule = rules.computeIfAbsent(route.getId(), id -> AccessRule.of(id, route.getMetadata()));
        return Caller.find(exchange)
                .flatMap(caller -> rule.open() || caller.filter(rule::allows).isPresent()
                        ? chain.filter(exchange)
                        : Mono.error(new AccessDeniedException("Route " + route.getId())));
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}

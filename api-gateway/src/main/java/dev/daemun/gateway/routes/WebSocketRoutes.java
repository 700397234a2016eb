package dev.daemun.gateway.routes;

import dev.daemun.gateway.requests.Problem;
import java.util.Locale;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Refuses a WebSocket where the route's address does not begin with {@code ws}. Spring Cloud Gateway would accept it before
 * it has asked the service.
 */
@Component
final class WebSocketRoutes implements GlobalFilter, Ordered {
    private static final String PROTOCOL = "websocket";

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Route route = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
        boolean wanted = exchange.getRequest().getHeaders().getOrEmpty(HttpHeaders.UPGRADE).stream()
                .anyMatch(protocols -> protocols.toLowerCase(Locale.ROOT).contains(PROTOCOL));
        return wanted && !route.getUri().getScheme().startsWith("ws")
                ? Problem.answer(exchange, HttpStatus.BAD_REQUEST, "There is no WebSocket at this path.")
                : chain.filter(exchange);
    }

    /** After who may use the route. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 1;
    }
}

package dev.daemun.gateway.routes;

import java.net.URI;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.RouteToRequestUrlFilter;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Forwards path and query as they were sent. Spring Cloud Gateway guesses whether they are encoded already, and encodes a
 * query such as {@code filter[a]&b=%27} once more, which RFC 3986 section 2.4 forbids.
 */
@Component
final class RequestTarget implements GlobalFilter, Ordered {
    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        URI service = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR);
        URI asked = exchange.getRequest().getURI();
        String query = asked.getRawQuery();
        exchange.getAttributes()
                .put(
                        ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR,
                        URI.create(service.getScheme() + "://" + service.getRawAuthority() + asked.getRawPath()
                                + (query == null ? "" : "?" + query)));
        return chain.filter(exchange);
    }

    /** Just after Spring Cloud Gateway has found out which service to call. */
    @Override
    public int getOrder() {
        return RouteToRequestUrlFilter.ROUTE_TO_URL_FILTER_ORDER + 1;
    }
}

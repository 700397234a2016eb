package dev.daemun.gateway.limits;

import dev.daemun.gateway.failures.CallerFailure;
import dev.daemun.gateway.requests.Problem;
import dev.daemun.resourceserver.InvalidConfigurationException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.cloud.gateway.config.GatewayProperties;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Refuses a body that is larger than its route allows, by the length that it announces, or by what comes where it announces
 * none: Spring Cloud Gateway's own {@code RequestSize} looks at the announced length alone.
 */
@Component
public final class BodyLimit implements GlobalFilter, Ordered {
    /** In a route's metadata, such as {@code 20MB}. */
    public static final String METADATA = "largest-body";

    private final DataSize usual;
    private final Duration time;
    private final Map<String, DataSize> limits = new ConcurrentHashMap<>();

    BodyLimit(LimitProperties properties, GatewayProperties routes) {
        this.usual = properties.body();
        this.time = properties.bodyTime();
        routes.getRoutes().forEach(route -> limits.put(route.getId(), limit(route.getId(), route.getMetadata())));
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Route route = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
        long limit = limits.computeIfAbsent(route.getId(), id -> limit(id, route.getMetadata()))
                .toBytes();
        ServerHttpRequest request = exchange.getRequest();
        if (request.getHeaders().getContentLength() > limit) {
            return refuse(exchange);
        }
        // Netty calls a body chunked that comes without a length, over HTTP/2 too.
        if (request.getHeaders().getContentLength() <= 0
                && !request.getHeaders().containsHeader(HttpHeaders.TRANSFER_ENCODING)) {
            return chain.filter(exchange.mutate().request(new NoBody(request)).build());
        }
        ArrivingBody body = new ArrivingBody(request, limit, time);
        CallerFailure.judgeBy(exchange, body::isAwaited);
        return chain.filter(exchange.mutate().request(body).build())
                .onErrorResume(
                        DataBufferLimitException.class,
                        tooMuch -> exchange.getResponse().isCommitted() ? Mono.error(tooMuch) : refuse(exchange));
    }

    /** After who may use the route and how often. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 2;
    }

    private DataSize limit(String route, Map<String, Object> metadata) {
        String value = String.valueOf(metadata.getOrDefault(METADATA, usual.toBytes() + "B"));
        try {
            DataSize size = DataSize.parse(value);
            if (!size.isNegative()) {
                return size;
            }
        } catch (IllegalArgumentException e) {
            throw noSize(route, value);
        }
        throw noSize(route, value);
    }

    private static InvalidConfigurationException noSize(String route, String value) {
        return new InvalidConfigurationException(
                "spring.cloud.gateway.server.webflux.routes, metadata of '" + route + "',",
                "has " + METADATA + " '" + value + "', which is no size: write one such as 20MB.");
    }

    /** What is still to come is not read, so nothing else can follow on that connection. */
    private static Mono<Void> refuse(ServerWebExchange exchange) {
        exchange.getResponse().getHeaders().set(HttpHeaders.CONNECTION, "close");
        return Problem.answer(exchange, HttpStatus.CONTENT_TOO_LARGE, "The body is too large.");
    }
}

package dev.daemun.gateway.limits;

import dev.daemun.gateway.failures.Problem;
import dev.daemun.resourceserver.InvalidConfigurationException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.cloud.gateway.config.GatewayProperties;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** By the length that is said, and by what comes where none is: the gateway's own {@code RequestSize} lets chunks through. */
@Component
public final class BodyLimit implements GlobalFilter, Ordered {
    /** In a route's metadata, such as {@code 20MB}. */
    public static final String METADATA = "largest-body";

    private final DataSize usual;
    private final Map<String, DataSize> limits = new ConcurrentHashMap<>();

    BodyLimit(LimitProperties properties, GatewayProperties routes) {
        this.usual = properties.body();
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
        // Netty takes exactly the length that is said, and calls a body chunked that has none, over HTTP/2 too.
        if (!request.getHeaders().containsHeader(HttpHeaders.TRANSFER_ENCODING)) {
            return chain.filter(exchange);
        }
        return chain.filter(
                        exchange.mutate().request(new Counted(request, limit)).build())
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

    private static final class Counted extends ServerHttpRequestDecorator {
        private final long limit;
        private final AtomicLong came = new AtomicLong();

        Counted(ServerHttpRequest request, long limit) {
            super(request);
            this.limit = limit;
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return super.getBody().handle((buffer, sink) -> {
                if (came.addAndGet(buffer.readableByteCount()) > limit) {
                    DataBufferUtils.release(buffer);
                    sink.error(new DataBufferLimitException("More than " + limit + " bytes"));
                } else {
                    sink.next(buffer);
                }
            });
        }
    }
}

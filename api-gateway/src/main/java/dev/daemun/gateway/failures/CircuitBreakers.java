package dev.daemun.gateway.failures;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * One circuit breaker for each route: when its service stops answering, callers get a 503 at once, and the service gets a
 * pause.
 */
@Component
final class CircuitBreakers implements GlobalFilter, Ordered {
    private final CircuitBreakerRegistry registry;

    CircuitBreakers(CircuitBreakerProperties properties, MeterRegistry meters) {
        registry = CircuitBreakerRegistry.of(properties.config());
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(registry).bindTo(meters);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Route route = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
        CircuitBreaker breaker = registry.circuitBreaker(route.getId());
        if (!breaker.tryAcquirePermission()) {
            return Mono.error(CallNotPermittedException.createCallNotPermittedException(breaker));
        }
        return new CountedCall(breaker, exchange).count(chain.filter(exchange));
    }

    /** After who may use the route, how often and with how much, before the route's own filters, of which one tries again. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 3;
    }
}

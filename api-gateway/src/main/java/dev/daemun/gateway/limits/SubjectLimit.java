package dev.daemun.gateway.limits;

import dev.daemun.gateway.requests.Caller;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Counts the requests of a token's subject, so that more tokens or more addresses do not allow more requests. */
@Component
final class SubjectLimit implements GlobalFilter, Ordered {
    private final Allowance allowance;

    SubjectLimit(LimitProperties properties, Allowances allowances) {
        this.allowance = allowances.named("subject", properties.perSubject());
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return Caller.of(exchange)
                .map(caller -> allowance
                        .take(caller.getName())
                        .flatMap(probe -> Allowances.goOn(probe, exchange, chain.filter(exchange))))
                .orElseGet(() -> chain.filter(exchange));
    }

    /** After who may use the route is decided. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 1;
    }
}

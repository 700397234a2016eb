package dev.daemun.gateway.limits;

import java.util.Optional;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** By the subject of the token, so that more tokens or more addresses are not more requests. */
@Component
final class SubjectLimit implements GlobalFilter, Ordered {
    private final Allowances allowances;

    SubjectLimit(LimitProperties properties) {
        this.allowances = new Allowances(properties.perSubject());
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return exchange.getPrincipal()
                .filter(Authentication.class::isInstance)
                .map(caller -> Optional.of(caller.getName()))
                .defaultIfEmpty(Optional.empty())
                .flatMap(subject -> subject.isEmpty()
                        ? chain.filter(exchange)
                        : allowances.take(subject.get(), exchange, chain.filter(exchange)));
    }

    /** After who may use the route is decided. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 1;
    }
}

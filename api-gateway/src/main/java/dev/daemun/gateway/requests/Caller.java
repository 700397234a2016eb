package dev.daemun.gateway.requests;

import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Who calls a route. Spring Security keeps the caller in Reactor's context, where a look takes the longer the more steps a request has
 * gone through. So the first filter of a route looks, and those after it use what it found.
 */
public final class Caller {
    private Caller() {}

    /** Looks who calls: nobody where a request came without a token. */
    public static Mono<Optional<Authentication>> find(ServerWebExchange exchange) {
        return exchange.getPrincipal()
                .filter(Authentication.class::isInstance)
                .map(caller -> Optional.of((Authentication) caller))
                .defaultIfEmpty(Optional.empty())
                .doOnNext(caller -> exchange.getAttributes().put(Caller.class.getName(), caller));
    }

    /** Who was found; fails where nobody has looked. */
    public static Optional<Authentication> of(ServerWebExchange exchange) {
        return exchange.getRequiredAttribute(Caller.class.getName());
    }
}

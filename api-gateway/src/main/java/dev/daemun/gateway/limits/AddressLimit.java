package dev.daemun.gateway.limits;

import io.github.bucket4j.ConsumptionProbe;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.cors.reactive.CorsConfigurationSource;
import org.springframework.web.cors.reactive.CorsProcessor;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.cors.reactive.DefaultCorsProcessor;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Counts the requests of an address before any token is looked at, because verifying a signature costs more. A page of
 * another origin can read a refusal, and a browser's question whether it may ask (a preflight) is not counted.
 */
@Component
final class AddressLimit implements WebFilter, Ordered {
    /** Whoever has one IPv6 address has the network of it. */
    private static final int NETWORK_BYTES = 8;

    private final Allowance allowance;
    private final ApplicationContext requests;
    private final CorsConfigurationSource origins;
    private final CorsProcessor cors = new DefaultCorsProcessor();

    AddressLimit(
            LimitProperties properties,
            Allowances allowances,
            ApplicationContext requests,
            @Qualifier("corsConfigurationSource") CorsConfigurationSource origins) {
        this.requests = requests;
        this.origins = origins;
        this.allowance = allowances.named("address", properties.perAddress());
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        InetSocketAddress peer = exchange.getRequest().getRemoteAddress();
        return ofManagement(exchange)
                        || peer == null
                        || peer.getAddress() == null
                        || CorsUtils.isPreFlightRequest(exchange.getRequest())
                ? chain.filter(exchange)
                : allowance.take(network(peer.getAddress())).flatMap(probe -> goOn(probe, exchange, chain));
    }

    private Mono<Void> goOn(ConsumptionProbe probe, ServerWebExchange exchange, WebFilterChain chain) {
        if (probe.isConsumed()) {
            return chain.filter(exchange);
        }
        // Spring Security would add the headers that let another origin's page read the answer, but it comes later.
        return cors.process(origins.getCorsConfiguration(exchange), exchange)
                ? Allowances.refuse(probe, exchange)
                : exchange.getResponse().setComplete();
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 1;
    }

    /** Spring Boot applies every filter to its management endpoints too; who watches must see most in a flood. */
    private boolean ofManagement(ServerWebExchange exchange) {
        return !requests.equals(exchange.getApplicationContext());
    }

    private static String network(InetAddress address) {
        byte[] bytes = address.getAddress();
        return HexFormat.of().formatHex(bytes, 0, address instanceof Inet6Address ? NETWORK_BYTES : bytes.length);
    }
}

package dev.daemun.gateway.limits;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Before any token is looked at: a signature costs more than this. */
@Component
final class AddressLimit implements WebFilter, Ordered {
    /** Whoever has one IPv6 address has the network of it. */
    private static final int NETWORK_BYTES = 8;

    private final Allowance allowance;
    private final ApplicationContext requests;

    AddressLimit(LimitProperties properties, Allowances allowances, ApplicationContext requests) {
        this.requests = requests;
        this.allowance = allowances.named("address", properties.perAddress());
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        InetSocketAddress peer = exchange.getRequest().getRemoteAddress();
        return ofManagement(exchange) || peer == null || peer.getAddress() == null
                ? chain.filter(exchange)
                : allowance
                        .take(network(peer.getAddress()))
                        .flatMap(probe -> Allowances.goOn(probe, exchange, chain.filter(exchange)));
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

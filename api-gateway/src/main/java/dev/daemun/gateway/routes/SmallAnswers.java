package dev.daemun.gateway.routes;

import org.reactivestreams.Publisher;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.NettyWriteResponseFilter;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Passes a small answer on in one piece: headers, body and its end are otherwise three writes, which cost more than most else that a
 * gateway does. An answer that breaks off is none: nothing of it has been passed on, and the caller gets a 502.
 */
@Component
final class SmallAnswers implements GlobalFilter, Ordered {
    /** As many bytes as services usually keep until they know how long their answer is. */
    private static final int LARGEST = 8 * 1024;

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return chain.filter(
                exchange.mutate().response(new WholeWhereSmall(exchange)).build());
    }

    /** Just outside the filter that passes the answer on, and inside the one that says who is at fault. */
    @Override
    public int getOrder() {
        return NettyWriteResponseFilter.WRITE_RESPONSE_FILTER_ORDER - 1;
    }

    private static final class WholeWhereSmall extends ServerHttpResponseDecorator {
        private final ServerWebExchange exchange;

        WholeWhereSmall(ServerWebExchange exchange) {
            super(exchange.getResponse());
            this.exchange = exchange;
        }

        @Override
        public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
            long length = getHeaders().getContentLength();
            return length > 0 && length <= LARGEST
                    ? super.writeWith(DataBufferUtils.join(body, LARGEST).doOnError(failure -> forgetAnswer()))
                    : super.writeWith(body);
        }

        /** Whoever looks at the exchange from now on must not take the service for one that has answered. */
        private void forgetAnswer() {
            ServerWebExchangeUtils.reset(exchange);
            exchange.getAttributes().remove(ServerWebExchangeUtils.CLIENT_RESPONSE_ATTR);
        }
    }
}

package dev.daemun.gateway.limits;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.core.publisher.Flux;

/**
 * A request that announces no body. The gateway's HTTP client need not wait for the thread that reads from the caller to hear that nothing
 * comes.
 */
final class NoBody extends ServerHttpRequestDecorator {
    NoBody(ServerHttpRequest request) {
        super(request);
    }

    @Override
    public Flux<DataBuffer> getBody() {
        return Flux.empty();
    }
}

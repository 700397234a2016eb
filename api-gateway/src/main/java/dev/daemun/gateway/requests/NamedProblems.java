package dev.daemun.gateway.requests;

import org.reactivestreams.Publisher;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Adds the request's id to the problem details that Spring and the starter write; a service's are its own. */
final class NamedProblems extends ServerHttpResponseDecorator {
    private static final JsonMapper JSON = new JsonMapper();

    private final ServerWebExchange exchange;

    NamedProblems(ServerWebExchange exchange) {
        super(exchange.getResponse());
        this.exchange = exchange;
    }

    @Override
    public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
        return isOurs() ? super.writeWith(DataBufferUtils.join(body).map(this::named)) : super.writeWith(body);
    }

    private boolean isOurs() {
        return MediaType.APPLICATION_PROBLEM_JSON.equalsTypeAndSubtype(
                        getHeaders().getContentType())
                && exchange.getAttribute(ServerWebExchangeUtils.CLIENT_RESPONSE_ATTR) == null;
    }

    private DataBuffer named(DataBuffer problem) {
        ObjectNode members = (ObjectNode) JSON.readTree(problem.asInputStream(true));
        byte[] named = JSON.writeValueAsBytes(members.put(RequestId.NAME, RequestId.of(exchange)));
        getHeaders().setContentLength(named.length);
        return bufferFactory().wrap(named);
    }
}

package dev.daemun.gateway.requests;

import dev.daemun.gateway.headers.ServicePaths;
import org.reactivestreams.Publisher;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Completes problem details (RFC 9457) on their way to the caller: what Spring and the starter write gets the request's id;
 * what a service writes keeps its content, but {@code instance} becomes a path that leads back to it.
 */
final class NamedProblems extends ServerHttpResponseDecorator {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String INSTANCE = "instance";
    private static final int LARGEST_PROBLEM_BYTES = 256 * 1024;

    private final ServerWebExchange exchange;

    NamedProblems(ServerWebExchange exchange) {
        super(exchange.getResponse());
        this.exchange = exchange;
    }

    @Override
    public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
        boolean problem = MediaType.APPLICATION_PROBLEM_JSON.equalsTypeAndSubtype(
                        getHeaders().getContentType())
                && !getHeaders().containsHeader(HttpHeaders.CONTENT_ENCODING);
        return problem
                ? super.writeWith(
                        DataBufferUtils.join(body, LARGEST_PROBLEM_BYTES).map(this::completed))
                : super.writeWith(body);
    }

    private DataBuffer completed(DataBuffer problem) {
        byte[] written = new byte[problem.readableByteCount()];
        problem.read(written);
        DataBufferUtils.release(problem);
        byte[] completed = exchange.getAttribute(ServerWebExchangeUtils.CLIENT_RESPONSE_ATTR) == null
                ? named(written)
                : ledBack(written);
        if (getHeaders().getContentLength() >= 0) {
            getHeaders().setContentLength(completed.length);
        }
        return bufferFactory().wrap(completed);
    }

    private byte[] named(byte[] problem) {
        ObjectNode members = (ObjectNode) JSON.readTree(problem);
        return JSON.writeValueAsBytes(members.put(RequestId.NAME, RequestId.of(exchange)));
    }

    private byte[] ledBack(byte[] problem) {
        try {
            if (JSON.readTree(problem) instanceof ObjectNode members
                    && members.get(INSTANCE) instanceof StringNode instance) {
                String path = ServicePaths.of(exchange).forCaller(instance.stringValue());
                return path.equals(instance.stringValue())
                        ? problem
                        : JSON.writeValueAsBytes(members.put(INSTANCE, path));
            }
        } catch (JacksonException e) {
            // It is no JSON, so there is nothing to complete.
            return problem;
        }
        return problem;
    }
}

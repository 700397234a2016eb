package dev.daemun.gateway.requests;

import io.micrometer.context.ContextRegistry;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.MDC;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Gives each request an id, for the answer, the service, log lines and problem details. A sender's own id is not used. */
@Component
public final class RequestId implements WebFilter, Ordered {
    /** The header, towards the service and in the answer. */
    public static final String HEADER = "X-Request-Id";

    /** The name of the id in log lines and in problem details. */
    public static final String NAME = "requestId";

    static {
        // With spring.reactor.context-propagation=auto every thread that works for a request has it in its log lines.
        // That costs as much as all else that a gateway does, so it is for finding faults.
        ContextRegistry.getInstance()
                .registerThreadLocalAccessor(
                        NAME, () -> MDC.get(NAME), id -> MDC.put(NAME, id), () -> MDC.remove(NAME));
    }

    /** Does something that logs, with the id of this request in each line. */
    public static <T> T inLogLines(ServerWebExchange exchange, Supplier<T> work) {
        if (MDC.get(NAME) != null) {
            return work.get();
        }
        MDC.put(NAME, of(exchange));
        try {
            return work.get();
        } finally {
            MDC.remove(NAME);
        }
    }

    /** The id of a request. */
    public static String of(ServerWebExchange exchange) {
        return exchange.getRequiredAttribute(RequestId.class.getName());
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String id = UUID.randomUUID().toString();
        // Whoever answers for a failure has the exchange as it came, without the header that is set below.
        exchange.getAttributes().put(RequestId.class.getName(), id);
        exchange.getResponse().beforeCommit(() -> {
            // The service may have said one as well.
            exchange.getResponse().getHeaders().set(HEADER, id);
            return Mono.empty();
        });
        Mono<Void> answer = chain.filter(exchange.mutate()
                        .request(request -> request.header(HEADER, id))
                        .response(new NamedProblems(exchange))
                        .build())
                .then(Mono.defer(() -> explained(exchange)))
                .contextWrite(context -> context.put(NAME, id));
        return Mono.from(subscriber -> {
            MDC.put(NAME, id);
            try {
                answer.subscribe(subscriber);
            } finally {
                MDC.remove(NAME);
            }
        });
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    /** Spring Security's firewall and some of Spring's handlers refuse a request without a body that says why. */
    private static Mono<Void> explained(ServerWebExchange exchange) {
        ServerHttpResponse response = exchange.getResponse();
        HttpStatus status = response.getStatusCode() == null
                ? null
                : HttpStatus.resolve(response.getStatusCode().value());
        return status == null
                        || !status.isError()
                        || response.isCommitted()
                        || exchange.getAttribute(ServerWebExchangeUtils.CLIENT_RESPONSE_ATTR) != null
                ? Mono.empty()
                : Problem.answer(exchange, status, status.getReasonPhrase() + ".");
    }
}

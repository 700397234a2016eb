package dev.daemun.gateway.requests;

import io.micrometer.context.ContextRegistry;
import java.util.UUID;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** One name for a request, in the answer, at the service, and in what goes wrong; never the sender's own. */
@Component
public final class RequestId implements WebFilter, Ordered {
    /** The header, towards the service and in the answer. */
    public static final String HEADER = "X-Request-Id";

    private static final String MDC_KEY = "requestId";

    static {
        // By Spring Boot's spring.reactor.context-propagation every thread that works for a request has it in its log
        // lines.
        ContextRegistry.getInstance()
                .registerThreadLocalAccessor(
                        MDC_KEY, () -> MDC.get(MDC_KEY), id -> MDC.put(MDC_KEY, id), () -> MDC.remove(MDC_KEY));
    }

    /** The one of a request. */
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
        return chain.filter(exchange.mutate()
                        .request(request -> request.header(HEADER, id))
                        .build())
                .contextWrite(context -> context.put(MDC_KEY, id));
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}

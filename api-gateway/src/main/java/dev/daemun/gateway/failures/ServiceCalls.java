package dev.daemun.gateway.failures;

import io.netty.channel.ConnectTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Set;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Says of each failed call whether the service or the caller is at fault, and makes a call without a body once more where
 * no answer came. It surrounds only the filters that call the service and pass its answer on, so that a fault of the gateway
 * itself is never taken for one of the service. Spring Cloud Gateway's own {@code Retry} would hold every body of its routes
 * in memory before it calls the service.
 */
@Component
final class ServiceCalls implements GlobalFilter, Ordered {
    /** Outside the filters that pass the answer on (orders -2 and -1), and so outside the one that makes the call. */
    private static final int ORDER = -3;

    private static final Set<HttpMethod> REPEATABLE = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return chain.filter(exchange)
                .onErrorResume(failure -> mayBeRepeated(exchange, failure), failure -> {
                    ServerWebExchangeUtils.reset(exchange);
                    return chain.filter(exchange);
                })
                .onErrorMap(failure -> judge(exchange, failure));
    }

    @Override
    public int getOrder() {
        return ORDER;
    }

    /** What a service answers is its answer, and whatever changes something may have been done although no answer came. */
    private static boolean mayBeRepeated(ServerWebExchange exchange, Throwable failure) {
        HttpHeaders headers = exchange.getRequest().getHeaders();
        return failure instanceof IOException
                && REPEATABLE.contains(exchange.getRequest().getMethod())
                && headers.getContentLength() <= 0
                && !headers.containsHeader(HttpHeaders.TRANSFER_ENCODING)
                && !exchange.getResponse().isCommitted();
    }

    private static Throwable judge(ServerWebExchange exchange, Throwable failure) {
        if (failure instanceof CallerFailure || failure instanceof DataBufferLimitException) {
            return failure;
        }
        // The gateway's HTTP client may wrap what the body ended with.
        if (failure.getCause() instanceof CallerFailure caller) {
            return caller;
        }
        HttpStatus status = status(failure);
        // Spring would find a ResponseStatusException among the causes, and try to answer by it.
        Throwable cause =
                failure instanceof ResponseStatusException && failure.getCause() != null ? failure.getCause() : failure;
        return status == HttpStatus.GATEWAY_TIMEOUT && CallerFailure.isBodyAwaited(exchange)
                ? CallerFailure.lateBody(cause)
                : new ServiceFailure(status, cause);
    }

    private static HttpStatus status(Throwable failure) {
        if (failure instanceof ConnectTimeoutException
                || failure instanceof ConnectException
                || failure instanceof UnknownHostException) {
            return HttpStatus.SERVICE_UNAVAILABLE;
        }
        // Spring Cloud Gateway says of a service that is too slow that it is a 504.
        boolean late = failure instanceof ResponseStatusException answered
                ? answered.getStatusCode().value() == HttpStatus.GATEWAY_TIMEOUT.value()
                : ServiceFailure.isTimeout(failure);
        return late ? HttpStatus.GATEWAY_TIMEOUT : HttpStatus.BAD_GATEWAY;
    }
}

package dev.daemun.gateway.failures;

import io.netty.channel.ConnectTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * A service that is away is a 503, one that is too slow a 504, one that answers garbage or hangs up a 502, each with a
 * body of RFC 9457. Before Spring Boot's handler, to which all of them are a 500.
 */
@Component
@Order(-2)
final class ServiceFailures implements WebExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceFailures.class);
    private static final String RETRY_SECONDS = "5";
    private static final JsonMapper JSON = JsonMapper.builder()
            .addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
            .build();

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        HttpStatus status = status(failure);
        ServerHttpResponse response = exchange.getResponse();
        if (status == null || response.isCommitted()) {
            return Mono.error(failure);
        }
        LOG.warn(
                "{} {} ended with {}: {}",
                exchange.getRequest().getMethod(),
                exchange.getRequest().getPath(),
                status.value(),
                failure.getClass().getSimpleName());
        response.setStatusCode(status);
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            response.getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        }
        byte[] body = JSON.writeValueAsString(
                        ProblemDetail.forStatusAndDetail(status, "The service can't answer at the moment."))
                .getBytes(StandardCharsets.UTF_8);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
    }

    private static @Nullable HttpStatus status(Throwable failure) {
        if (failure instanceof ConnectTimeoutException || failure instanceof ConnectException) {
            return HttpStatus.SERVICE_UNAVAILABLE;
        }
        if (failure instanceof ResponseStatusException answered) {
            // The gateway's own word for a service that is too slow.
            return answered.getStatusCode().value() == HttpStatus.GATEWAY_TIMEOUT.value()
                    ? HttpStatus.GATEWAY_TIMEOUT
                    : null;
        }
        if (failure instanceof TimeoutException) {
            return HttpStatus.GATEWAY_TIMEOUT;
        }
        return failure instanceof IOException || failure instanceof IllegalArgumentException
                ? HttpStatus.BAD_GATEWAY
                : null;
    }
}

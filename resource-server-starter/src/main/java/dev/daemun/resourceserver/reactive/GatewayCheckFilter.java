package dev.daemun.resourceserver.reactive;

import dev.daemun.resourceserver.authorize.GatewayAnswer;
import dev.daemun.resourceserver.authorize.GatewayCheck;
import dev.daemun.resourceserver.authorize.GatewayRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** The last filter of the chain for gateways: nothing behind it is asked. */
final class GatewayCheckFilter implements WebFilter {
    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        return ReactiveSecurityContextHolder.getContext()
                .mapNotNull(SecurityContext::getAuthentication)
                .map(caller -> GatewayCheck.answer(
                        new GatewayRequest(
                                request.getMethod().name(),
                                RequestAddress.path(request),
                                request.getURI().getRawQuery(),
                                headers(request.getHeaders())),
                        caller))
                .flatMap(answer -> write(answer, exchange.getResponse()));
    }

    private static Mono<Void> write(GatewayAnswer answer, ServerHttpResponse response) {
        response.setStatusCode(HttpStatusCode.valueOf(answer.status()));
        answer.headers().forEach(response.getHeaders()::set);
        if (answer.problem().isEmpty()) {
            return response.setComplete();
        }
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return response.writeWith(Mono.fromSupplier(
                () -> response.bufferFactory().wrap(answer.problem().getBytes(StandardCharsets.UTF_8))));
    }

    private static Map<String, List<String>> headers(HttpHeaders headers) {
        return headers.headerNames().stream()
                .collect(Collectors.toMap(
                        name -> name.toLowerCase(Locale.ROOT), headers::getOrEmpty, (one, same) -> one));
    }
}

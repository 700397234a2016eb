package dev.daemun.gateway.headers;

import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * Says of a request without a body that it has none. The gateway's HTTP client would otherwise announce chunks, which a
 * service may refuse with 411.
 */
@Component
final class EmptyBodies implements HttpHeadersFilter, Ordered {
    @Override
    public HttpHeaders filter(HttpHeaders input, ServerWebExchange exchange) {
        HttpHeaders asked = exchange.getRequest().getHeaders();
        HttpMethod method = exchange.getRequest().getMethod();
        if (asked.containsHeader(HttpHeaders.CONTENT_LENGTH)
                || asked.containsHeader(HttpHeaders.TRANSFER_ENCODING)
                || method.equals(HttpMethod.GET)
                || method.equals(HttpMethod.HEAD)) {
            return input;
        }
        HttpHeaders headers = new HttpHeaders();
        headers.addAll(input);
        headers.setContentLength(0);
        return headers;
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}

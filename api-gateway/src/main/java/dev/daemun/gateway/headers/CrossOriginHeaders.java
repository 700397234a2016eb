package dev.daemun.gateway.headers;

import java.util.Set;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * Keeps the headers of cross-origin requests from the services. The gateway has decided about them already, and a service
 * would take the page's own origin for a foreign one, because its own address is another.
 */
@Component
final class CrossOriginHeaders implements HttpHeadersFilter {
    private static final Set<String> NAMES = Set.of(
            HttpHeaders.ORIGIN, HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD, HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);

    @Override
    public HttpHeaders filter(HttpHeaders input, ServerWebExchange exchange) {
        if (NAMES.stream().noneMatch(input::containsHeader)) {
            return input;
        }
        HttpHeaders headers = new HttpHeaders();
        headers.addAll(input);
        NAMES.forEach(headers::remove);
        return headers;
    }
}

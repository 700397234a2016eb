package dev.daemun.gateway.headers;

import java.util.List;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * A service names paths as it knows them, and the gateway's filters may have taken off their beginning. The caller gets
 * paths that lead back to the same service (RFC 9110 sections 8.7 and 10.2.2).
 */
@Component
final class LocationHeaders implements HttpHeadersFilter {
    private static final List<String> NAMES = List.of(HttpHeaders.LOCATION, HttpHeaders.CONTENT_LOCATION);

    @Override
    public HttpHeaders filter(HttpHeaders input, ServerWebExchange exchange) {
        if (NAMES.stream().noneMatch(input::containsHeader)) {
            return input;
        }
        HttpHeaders headers = new HttpHeaders();
        headers.addAll(input);
        ServicePaths paths = ServicePaths.of(exchange);
        for (String name : NAMES) {
            String location = headers.getFirst(name);
            if (location != null) {
                headers.set(name, paths.forCaller(location));
            }
        }
        return headers;
    }

    @Override
    public boolean supports(Type type) {
        return type == Type.RESPONSE;
    }
}

package dev.daemun.gateway.failures;

import dev.daemun.gateway.requests.RequestId;
import java.util.Map;
import org.springframework.boot.web.error.ErrorAttributeOptions;
import org.springframework.boot.webflux.error.DefaultErrorAttributes;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;

/** What nobody foresaw, a 500: Spring Boot would give it a {@code requestId} of its own. */
@Component
final class Faults extends DefaultErrorAttributes {
    @Override
    public Map<String, Object> getErrorAttributes(ServerRequest request, ErrorAttributeOptions options) {
        Map<String, Object> attributes = super.getErrorAttributes(request, options);
        attributes.put(RequestId.NAME, RequestId.of(request.exchange()));
        return attributes;
    }
}

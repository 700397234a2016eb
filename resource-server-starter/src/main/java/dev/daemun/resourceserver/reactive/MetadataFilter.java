package dev.daemun.resourceserver.reactive;

import dev.daemun.resourceserver.ProtectedResource;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Answers the metadata of RFC 9728, which Spring Security does for servlets only. */
record MetadataFilter(ProtectedResource resource) implements WebFilter {
    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        String path = RequestAddress.path(request);
        boolean asked = path.equals(ProtectedResource.METADATA) || path.startsWith(ProtectedResource.METADATA + "/");
        if (!asked || !request.getMethod().equals(HttpMethod.GET)) {
            return chain.filter(exchange);
        }
        String part = path.substring(ProtectedResource.METADATA.length());
        String metadata = JSON.writeValueAsString(resource.metadata(RequestAddress.root(request), part));
        ServerHttpResponse response = exchange.getResponse();
        response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
        return response.writeWith(Mono.just(response.bufferFactory().wrap(metadata.getBytes(StandardCharsets.UTF_8))));
    }
}

package dev.daemun.resourceserver.reactive;

import java.net.URI;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** The address of a request as it was sent, but for what {@code server.forward-headers-strategy} makes of it. */
final class RequestAddress {
    private RequestAddress() {}

    /** Address of the application's root, without a slash at the end. */
    static String root(ServerHttpRequest request) {
        URI all = request.getURI();
        return all.getScheme() + "://" + all.getRawAuthority()
                + request.getPath().contextPath().value();
    }

    /** Path within the application. */
    static String path(ServerHttpRequest request) {
        return request.getPath().pathWithinApplication().value();
    }
}

package dev.daemun.gateway.headers;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.web.server.ServerWebExchange;

/**
 * Paths as a service knows them, and as its callers do.
 *
 * @param prefix what callers have before the service's own path, such as {@code /api}; may be empty
 * @param service scheme and authority at which the gateway calls the service
 */
public record ServicePaths(String prefix, String service) {
    /** Those of the service that answers this request. */
    public static ServicePaths of(ServerWebExchange exchange) {
        URI called = exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR);
        Set<URI> asked = exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_ORIGINAL_REQUEST_URL_ATTR);
        if (called == null || asked == null || asked.isEmpty()) {
            return new ServicePaths("", "");
        }
        String path = path(asked.iterator().next());
        String of = path(called);
        return new ServicePaths(
                path.endsWith(of) ? path.substring(0, path.length() - of.length()) : "",
                called.getScheme() + "://" + called.getAuthority());
    }

    /** The same reference for the caller; one that leads elsewhere, or is relative to the request, stays as it is. */
    public String forCaller(String reference) {
        boolean whole = !service.isEmpty() && reference.startsWith(service);
        String own = whole ? reference.substring(service.length()) : reference;
        if (whole && own.isEmpty()) {
            return prefix + "/";
        }
        boolean leadsBack = own.startsWith("/") && !own.startsWith("//");
        // A service that heeds X-Forwarded-Prefix has added it already.
        boolean complete = !whole && !prefix.isEmpty() && own.startsWith(prefix + "/");
        return leadsBack && !complete ? prefix + own : reference;
    }

    private static String path(@Nullable URI uri) {
        return uri == null || uri.getRawPath() == null ? "" : uri.getRawPath();
    }
}

package dev.daemun.resourceserver.authorize;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway asks, or what somebody sends who calls this service directly.
 *
 * @param method of this request; Envoy uses that of the call, all others use GET
 * @param path of this request within the application, as it was sent
 * @param query of this request, as it was sent
 * @param headers its headers, with the names in small letters
 */
public record GatewayRequest(
        String method, String path, @Nullable String query, Map<String, List<String>> headers) {
    /**
     * The call that the gateway asks about, for a log and for nothing else: some of these headers may be the caller's own. Without the
     * query, in which there may be anything.
     */
    String call() {
        String original = header("x-original-uri", header("x-forwarded-uri", path));
        int query = original.indexOf('?');
        return header("x-original-method", header("x-forwarded-method", method)) + " "
                + (query < 0 ? original : original.substring(0, query));
    }

    private String header(String name, String otherwise) {
        List<String> values = headers.getOrDefault(name, List.of());
        return values.isEmpty() ? otherwise : values.get(0);
    }
}

package dev.daemun.resourceserver.authorize;

import java.util.Map;

/**
 * What a gateway is told, unless the standard 401 or 403 answers.
 *
 * @param status of HTTP
 * @param headers to be passed on to the service behind the gateway
 * @param problem a problem of RFC 9457, empty with the status 200
 */
public record GatewayAnswer(int status, Map<String, String> headers, String problem) {
    static GatewayAnswer refusing(int status, String title, String detail) {
        return new GatewayAnswer(
                status,
                Map.of(),
                "{\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}".formatted(title, status, detail));
    }
}

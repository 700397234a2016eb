package dev.daemun.gateway.headers;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.adapter.ForwardedHeaderTransformer;

/**
 * Takes off, before anything else looks, the headers by which a client could claim to be somebody or somewhere else.
 * The name is the one that Spring looks for.
 */
@Component("forwardedHeaderTransformer")
final class ClientClaims extends ForwardedHeaderTransformer {
    private static final List<String> PREFIXES = List.of("x-user-", "x-auth-", "x-forwarded-");
    private static final Set<String> NAMES =
            Set.of("x-user", "x-auth", "x-forwarded", "forwarded", "x-real-ip", "proxy-connection");

    @Override
    public ServerHttpRequest apply(ServerHttpRequest request) {
        List<String> claims = request.getHeaders().headerNames().stream()
                .filter(ClientClaims::isClaim)
                .toList();
        return claims.isEmpty()
                ? request
                : request.mutate()
                        .headers(headers -> claims.forEach(headers::remove))
                        .build();
    }

    private static boolean isClaim(String header) {
        // Some services read X_User_Id as X-User-Id.
        String name = header.toLowerCase(Locale.ROOT).replace('_', '-');
        return NAMES.contains(name) || PREFIXES.stream().anyMatch(name::startsWith);
    }
}

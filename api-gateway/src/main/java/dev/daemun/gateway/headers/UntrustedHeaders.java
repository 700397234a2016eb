package dev.daemun.gateway.headers;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.util.matcher.InetAddressMatcher;
import org.springframework.stereotype.Component;
import org.springframework.web.server.adapter.ForwardedHeaderTransformer;

/**
 * Removes, before anything else looks at a request, the headers by which its sender could claim to be somebody or
 * somewhere else, and those that {@code Connection} names. From a trusted proxy it accepts {@code X-Forwarded-For}, {@code
 * -Proto}, {@code -Host} and {@code -Port}. Spring looks for a bean of this name.
 */
@Component("forwardedHeaderTransformer")
final class UntrustedHeaders extends ForwardedHeaderTransformer {
    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final String FORWARDED_PROTO = "X-Forwarded-Proto";
    private static final List<String> PREFIXES = List.of("x-user-", "x-auth-", "x-forwarded-", "daemun-require-");
    private static final Set<String> NAMES = Set.of(
            "x-user",
            "x-auth",
            "x-forwarded",
            "forwarded",
            "x-real-ip",
            "x-request-id",
            "proxy-connection",
            // What the starter's check tells gateways of other kinds of a caller.
            "daemun-subject",
            "daemun-client",
            "daemun-session",
            "daemun-roles",
            "daemun-scopes");

    private final InetAddressMatcher trusted;

    UntrustedHeaders(ProxyProperties properties) {
        super(false);
        this.trusted = properties.matcher();
    }

    @Override
    public ServerHttpRequest apply(ServerHttpRequest request) {
        HttpHeaders sent = request.getHeaders();
        boolean ofProxy = isTrusted(request.getRemoteAddress());
        Set<String> named = ConnectionHeader.named(sent);
        List<String> removed = sent.headerNames().stream()
                .filter(header -> named.contains(header.toLowerCase(Locale.ROOT))
                        || (isClaim(header) && !(ofProxy && ForwardedHeader.isValid(header, sent))))
                .toList();
        ServerHttpRequest trustworthy = removed.isEmpty() && !sent.containsHeader(HttpHeaders.CONNECTION)
                ? request
                : request.mutate()
                        .headers(headers -> {
                            removed.forEach(headers::remove);
                            ConnectionHeader.keepOptions(headers);
                        })
                        .build();
        return ofProxy ? asForwarded(trustworthy) : trustworthy;
    }

    private ServerHttpRequest asForwarded(ServerHttpRequest request) {
        InetAddress client = client(request.getHeaders());
        // Spring would take the first address of X-Forwarded-For, which the sender may have made up.
        ServerHttpRequest forwarded = super.apply(request.mutate()
                .headers(headers -> {
                    headers.remove(FORWARDED_FOR);
                    // What compares the scheme of a request expects small letters.
                    List<String> schemes = headers.get(FORWARDED_PROTO);
                    if (schemes != null) {
                        headers.put(
                                FORWARDED_PROTO,
                                schemes.stream()
                                        .map(scheme -> scheme.toLowerCase(Locale.ROOT))
                                        .toList());
                    }
                })
                .build());
        return client == null
                ? forwarded
                : forwarded
                        .mutate()
                        .remoteAddress(new InetSocketAddress(client, 0))
                        .build();
    }

    private boolean isTrusted(@Nullable InetSocketAddress peer) {
        return peer != null && trusted.matches(peer.getAddress());
    }

    /** The last address that belongs to no trusted proxy; the sender may have made up whatever stands before it. */
    private @Nullable InetAddress client(HttpHeaders headers) {
        List<String> way = headers.getOrEmpty(FORWARDED_FOR).stream()
                .flatMap(line -> Stream.of(line.split(",", -1)))
                .toList();
        for (int i = way.size() - 1; i >= 0; i--) {
            InetAddress address = ForwardedHeader.address(way.get(i));
            if (address == null || !trusted.matches(address)) {
                return address;
            }
        }
        return null;
    }

    private static boolean isClaim(String header) {
        // Some services read X_User_Id as X-User-Id.
        String name = header.toLowerCase(Locale.ROOT).replace('_', '-');
        return NAMES.contains(name) || PREFIXES.stream().anyMatch(name::startsWith);
    }
}

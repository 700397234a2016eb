package dev.daemun.gateway.headers;

import io.netty.util.NetUtil;
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
 * Takes off, before anything else looks, the headers by which a client could claim to be somebody or somewhere else. Of a
 * trusted proxy it believes {@code X-Forwarded-For}, {@code -Proto}, {@code -Host} and {@code -Port}. The name is the one
 * that Spring looks for.
 */
@Component("forwardedHeaderTransformer")
final class ClientClaims extends ForwardedHeaderTransformer {
    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final List<String> PREFIXES = List.of("x-user-", "x-auth-", "x-forwarded-");
    private static final Set<String> NAMES =
            Set.of("x-user", "x-auth", "x-forwarded", "forwarded", "x-real-ip", "x-request-id", "proxy-connection");
    private static final Set<String> A_PROXYS =
            Set.of("x-forwarded-for", "x-forwarded-proto", "x-forwarded-host", "x-forwarded-port");

    private final InetAddressMatcher trusted;

    ClientClaims(ProxyProperties properties) {
        super(false);
        this.trusted = properties.matcher();
    }

    @Override
    public ServerHttpRequest apply(ServerHttpRequest request) {
        InetSocketAddress peer = request.getRemoteAddress();
        if (peer == null || !trusted.matches(peer.getAddress())) {
            return without(request, request.getHeaders().headerNames().stream().filter(ClientClaims::isClaim));
        }
        ServerHttpRequest ofProxy = without(
                request,
                request.getHeaders().headerNames().stream()
                        .filter(ClientClaims::isClaim)
                        .filter(name -> !A_PROXYS.contains(name.toLowerCase(Locale.ROOT))));
        InetAddress client = client(request.getHeaders());
        // Without that header, of which Spring would believe the sender's own beginning.
        ServerHttpRequest forwarded = super.apply(ofProxy.mutate()
                .headers(headers -> headers.remove(FORWARDED_FOR))
                .build());
        return client == null
                ? forwarded
                : forwarded
                        .mutate()
                        .remoteAddress(new InetSocketAddress(client, 0))
                        .build();
    }

    /** The last one that no trusted proxy is: what stands before it, its sender may have made up. */
    private @Nullable InetAddress client(HttpHeaders headers) {
        List<String> way = headers.getOrEmpty(FORWARDED_FOR).stream()
                .flatMap(line -> Stream.of(line.split(",", -1)))
                .map(String::strip)
                .toList();
        for (int i = way.size() - 1; i >= 0; i--) {
            InetAddress address = NetUtil.createInetAddressFromIpAddressString(way.get(i));
            if (address == null) {
                return null;
            }
            if (!trusted.matches(address)) {
                return address;
            }
        }
        return null;
    }

    private static ServerHttpRequest without(ServerHttpRequest request, Stream<String> names) {
        List<String> claims = names.toList();
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

package dev.daemun.gateway.requests;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

/**
 * Refuses what services read in different ways, or not at all: another number of {@code Host} headers than one, or one that
 * names no host (RFC 9112 section 3.2), an unknown method, a path or query that is no UTF-8, and too many headers.
 */
@Component
final class WellFormedRequests implements WebFilter, Ordered {
    /** A service must allow some more, as the gateway adds its own. */
    private static final int MOST_HEADERS = 100;

    private static final int LARGEST_PORT = 65_535;
    private static final Pattern HOST =
            Pattern.compile("(?:[A-Za-z0-9_](?:[A-Za-z0-9._-]*)|\\[[0-9A-Fa-f:.]{2,45}])(?::(?<port>\\d{1,5}))?");
    private static final List<HttpMethod> METHODS = List.of(
            HttpMethod.GET,
            HttpMethod.HEAD,
            HttpMethod.POST,
            HttpMethod.PUT,
            HttpMethod.PATCH,
            HttpMethod.DELETE,
            HttpMethod.OPTIONS);

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        if (!METHODS.contains(request.getMethod())) {
            exchange.getResponse()
                    .getHeaders()
                    .set(HttpHeaders.ALLOW, StringUtils.collectionToDelimitedString(METHODS, ", "));
            return Problem.answer(exchange, HttpStatus.METHOD_NOT_ALLOWED, "This method is not known here.");
        }
        HttpServerRequest received = ServerHttpRequestDecorator.getNativeRequest(request);
        if (received.requestHeaders().size() > MOST_HEADERS) {
            return Problem.answer(
                    exchange,
                    HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
                    "There are more than " + MOST_HEADERS + " header fields.");
        }
        String mistake = mistake(received, request.getURI());
        return mistake == null ? chain.filter(exchange) : Problem.answer(exchange, HttpStatus.BAD_REQUEST, mistake);
    }

    /** After an address is counted, before anything else. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 2;
    }

    private static @Nullable String mistake(HttpServerRequest received, URI uri) {
        List<String> hosts = received.requestHeaders().getAll(HttpHeaders.HOST);
        boolean optional =
                received.version().majorVersion() == 1 && received.version().minorVersion() == 0;
        if (!(hosts.isEmpty() && optional) && !(hosts.size() == 1 && isHost(hosts.get(0)))) {
            return "One Host header is needed, which names a host.";
        }
        if (!isOf(hosts, received.uri())) {
            return "The request's target names another host than its Host header.";
        }
        return isText(uri.getRawPath()) && isText(uri.getRawQuery())
                ? null
                : "The path or the query is no percent-encoded UTF-8.";
    }

    private static boolean isHost(String host) {
        var parts = HOST.matcher(host);
        return parts.matches()
                && (parts.group("port") == null || Integer.parseInt(parts.group("port")) <= LARGEST_PORT);
    }

    /** A target may be a whole URI (RFC 9112 section 3.2.2), and services differ in which of the two hosts they take. */
    private static boolean isOf(List<String> hosts, String target) {
        if (target.startsWith("/") || target.equals("*")) {
            return true;
        }
        return hosts.size() == 1
                && (target.regionMatches(
                                true,
                                0,
                                "http://" + hosts.get(0) + "/",
                                0,
                                hosts.get(0).length() + 8)
                        || target.regionMatches(
                                true,
                                0,
                                "https://" + hosts.get(0) + "/",
                                0,
                                hosts.get(0).length() + 9));
    }

    private static boolean isText(@Nullable String encoded) {
        if (encoded == null) {
            return true;
        }
        if (!StandardCharsets.US_ASCII.newEncoder().canEncode(encoded)) {
            return false;
        }
        if (encoded.indexOf('%') < 0) {
            return true;
        }
        try {
            byte[] bytes =
                    StringUtils.uriDecode(encoded, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1);
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException | IllegalArgumentException e) {
            return false;
        }
    }
}

package dev.daemun.standins.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * Serves all hosts of the stand-ins. The Host header says which host a request is for. A client that reaches the stand-ins
 * at their own address puts the host into the path instead, as its first segment:
 * {@code http://127.0.0.1:PORT/kauth.kakao.com/oauth/authorize}.
 */
public final class Site implements HttpHandler {
    private record Place(String method, String host, String path) {}

    private final Map<Place, Function<Request, Response>> routes = new HashMap<>();
    private final Map<String, Queue<Response>> failures = new ConcurrentHashMap<>();
    private final List<ReceivedRequest> received = new CopyOnWriteArrayList<>();

    /** Adds the handler of an endpoint. Call it only before the site is served. */
    public Site on(String method, String host, String path, Function<Request, Response> answer) {
        routes.put(new Place(method, host, path), answer);
        return this;
    }

    /** Answers the next request for a host and path with this response, whatever the request says. */
    public void failNext(String host, String path, Response failure) {
        failures.computeIfAbsent(host + path, place -> new ConcurrentLinkedQueue<>())
                .add(failure);
    }

    /** All requests so far, the oldest first. */
    public List<ReceivedRequest> received() {
        return List.copyOf(received);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = read(exchange);
            received.add(ReceivedRequest.of(request));
            write(exchange, answer(request));
        }
    }

    private Response answer(Request request) {
        Queue<Response> failure = failures.get(request.host() + request.path());
        Response failed = failure == null ? null : failure.poll();
        if (failed != null) {
            return failed;
        }
        Function<Request, Response> route = routes.get(new Place(request.method(), request.host(), request.path()));
        try {
            return route == null ? Response.html(404, "Not found") : route.apply(request);
        } catch (Refusal refusal) {
            return refusal.response();
        }
    }

    private Request read(HttpExchange exchange) throws IOException {
        String host = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host"))
                .orElse("")
                .replaceFirst(":\\d+$", "");
        String path = exchange.getRequestURI().getPath();
        if (!hosts().contains(host)) {
            String[] segments = path.split("/", 3);
            host = segments.length > 1 ? segments[1] : "";
            path = "/" + (segments.length > 2 ? segments[2] : "");
        }
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String type = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type"))
                .orElse("");
        boolean isForm = type.startsWith("application/x-www-form-urlencoded");
        return new Request(
                exchange.getRequestMethod(),
                host,
                path,
                exchange.getRequestHeaders(),
                Parameters.parse(exchange.getRequestURI().getRawQuery()),
                Parameters.parse(isForm ? body : ""));
    }

    /** The hosts that have at least one endpoint. */
    public Set<String> hosts() {
        return routes.keySet().stream().map(Place::host).collect(java.util.stream.Collectors.toSet());
    }

    private static void write(HttpExchange exchange, Response response) throws IOException {
        response.headers().forEach(exchange.getResponseHeaders()::add);
        byte[] body = response.bytes();
        exchange.sendResponseHeaders(response.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}

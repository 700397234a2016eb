package dev.daemun.gateway;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/** A service that remembers what reached it. */
final class TestBackend implements AutoCloseable {
    final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Map<String, String> extra = new ConcurrentHashMap<>();
    private final HttpServer server;
    private volatile Answer next = new Answer(200, "text/plain", "");

    private final Semaphore begun = new Semaphore(0);

    private record Answer(int status, String type, String body) {}

    /**
     * What reached it.
     *
     * @param target path and query as they came
     */
    record Request(String method, String path, String target, Headers headers, int bodyBytes) {}

    TestBackend() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            begun.release();
            // All of it: who hangs up before its end has asked nothing.
            byte[] sent = exchange.getRequestBody().readAllBytes();
            requests.add(new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders(),
                    sent.length));
            Answer answer = next;
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            extra.forEach(exchange.getResponseHeaders()::set);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    /** Waits until the headers of one more request are here. */
    void awaitBeginning() {
        begun.acquireUninterruptibly();
    }

    /** What it answers from now on. */
    void answers(int status, String type, String body) {
        next = new Answer(status, type, body);
    }

    /** A header of its answers from now on. */
    void answersWith(String header, String value) {
        extra.put(header, value);
    }

    String uri() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

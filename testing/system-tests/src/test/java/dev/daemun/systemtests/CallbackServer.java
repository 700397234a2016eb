package dev.daemun.systemtests;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;

/** Stands where the web app will be, and keeps the query that Keycloak sends the browser back with. */
final class CallbackServer implements AutoCloseable {
    private final CompletableFuture<String> query = new CompletableFuture<>();
    private final HttpServer server;

    CallbackServer(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            if (exchange.getRequestURI().getQuery() != null) {
                query.complete(exchange.getRequestURI().getQuery());
            }
            byte[] body = "<title>signed in</title>".getBytes(java.nio.charset.StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    /** The value of a query parameter that came back. */
    String parameter(String name) {
        for (String pair : query.join().split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return pair.substring(name.length() + 1);
            }
        }
        throw new AssertionError("no " + name + " came back");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

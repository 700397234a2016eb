package dev.daemun.systemtests;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;

/** Listens at the web app's address, and keeps the query with which Keycloak redirects the browser there. */
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

    /** Waits for that redirect, and returns the value of one parameter of its query. */
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

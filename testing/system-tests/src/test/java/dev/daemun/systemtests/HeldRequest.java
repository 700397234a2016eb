package dev.daemun.systemtests;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A way to the admin interface on which one of the requests that change something gets no answer. */
final class HeldRequest implements AutoCloseable {
    /** Where it stops. */
    enum Where {
        BEFORE_KEYCLOAK,
        AFTER_KEYCLOAK
    }

    private static final Set<String> PASSED_ON = Set.of("Authorization", "Content-type", "Accept");

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> changes = new ArrayList<>();
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final HttpServer server;
    private final String target;
    private final int which;
    private final Where where;

    private HeldRequest(String target, int which, Where where) throws IOException {
        this.target = target;
        this.which = which;
        this.where = where;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::pass);
        server.start();
    }

    /** Holds the change of this number, counted from 1; none with 0. */
    static HeldRequest of(String target, int which, Where where) {
        try {
            return new HeldRequest(target, which, where);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** The changes so far, by method and the kind of thing that they are about. */
    List<String> changes() {
        synchronized (changes) {
            return List.copyOf(changes);
        }
    }

    /** Waits until the request is held; false when that takes too long. */
    boolean await() throws InterruptedException {
        return held.await(1, TimeUnit.MINUTES);
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            boolean holds = count(exchange) == which;
            if (holds && where == Where.BEFORE_KEYCLOAK) {
                hold();
                return;
            }
            HttpResponse<byte[]> answer = client.send(request(exchange, body), HttpResponse.BodyHandlers.ofByteArray());
            if (holds) {
                hold();
                return;
            }
            for (String name : List.of("Content-Type", "Location")) {
                answer.headers()
                        .firstValue(name)
                        .ifPresent(value -> exchange.getResponseHeaders().set(name, value));
            }
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void hold() throws InterruptedException {
        held.countDown();
        closed.await();
    }

    /** The number of this change; -1 for a request that changes nothing. */
    private int count(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        if (!path.startsWith("/admin/realms/")
                || path.endsWith("/partial-export")
                || exchange.getRequestMethod().equals("GET")) {
            return -1;
        }
        String[] steps = path.substring("/admin/realms/".length()).split("/", -1);
        String about = steps.length == 1 ? "realm" : steps[1] + " " + steps.length;
        synchronized (changes) {
            changes.add(exchange.getRequestMethod() + " " + about);
            return changes.size();
        }
    }

    private HttpRequest request(HttpExchange exchange, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(target + exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (PASSED_ON.contains(name)) {
                request.header(name, values.get(0));
            }
        });
        return request.build();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}

package dev.daemun.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** A webhook endpoint for signed CloudEvents, which answers as a test wants. */
final class WebhookReceiver implements AutoCloseable {
    static final String SECRET = "whsec_b25lIHNlY3JldCBvZiAyNCBieXRlcywgb2s=";
    static final String NEXT_SECRET = "whsec_dGhlIG5leHQgc2VjcmV0LCBvZiAyNCBieXRlcw==";

    private final HttpServer server;
    private final Webhook signature;
    private final List<JsonNode> taken = new CopyOnWriteArrayList<>();
    private final List<String> badlySigned = new CopyOnWriteArrayList<>();
    private volatile Function<JsonNode, Integer> answer = event -> 204;

    private WebhookReceiver(HttpServer server, String secret) {
        this.server = server;
        this.signature = new Webhook(secret);
    }

    static WebhookReceiver start(String secret) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            WebhookReceiver receiver = new WebhookReceiver(server, secret);
            server.createContext("/events", receiver::take);
            server.setExecutor(Executors.newCachedThreadPool(work -> {
                Thread thread = new Thread(work, "webhook-receiver");
                thread.setDaemon(true);
                return thread;
            }));
            server.start();
            return receiver;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/events";
    }

    /** The status to answer with from now on; at first each event is answered with 204. */
    void answer(Function<JsonNode, Integer> status) {
        answer = status;
    }

    void takeEverything() {
        answer = event -> 204;
    }

    /** A user's events that it has answered with 2xx, in that order. */
    List<JsonNode> taken(String subject) {
        return taken.stream()
                .filter(event -> event.path("subject").asText().equals(subject))
                .toList();
    }

    /** All events that it has answered with 2xx, in that order. */
    List<JsonNode> taken() {
        return List.copyOf(taken);
    }

    JsonNode await(String subject, String what) {
        Predicate<JsonNode> wanted = event -> event.path("type").asText().equals("dev.daemun.identity." + what + ".v1");
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> taken(subject).stream().filter(wanted).toList(), found -> !found.isEmpty())
                .get(0);
    }

    List<String> badlySigned() {
        return badlySigned;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        JsonNode event = new ObjectMapper().readTree(body);
        int status;
        try {
            signature.verify(body, exchange.getRequestHeaders());
            status = answer.apply(event);
        } catch (WebhookVerificationException e) {
            badlySigned.add(e.getMessage());
            status = 401;
        }
        if (status / 100 == 2) {
            taken.add(event);
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }
}

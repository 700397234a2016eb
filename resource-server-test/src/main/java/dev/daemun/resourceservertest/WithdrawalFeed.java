package dev.daemun.resourceservertest;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A revocation feed of the contract, and the token endpoint before it. A cursor is the number of entries before it. A stream ends
 * with the first withdrawal that it carries: the service comes back with a new cursor, and so says that it knows it.
 */
final class WithdrawalFeed {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long LIFETIME_SECONDS = 360;
    private static final Pattern AFTER = Pattern.compile("(?:^|&)after=(\\d+)");
    private static final Pattern WAIT = Pattern.compile("(?:^|&)wait=(\\d+)");
    private static final int BEATS_OF_A_STREAM = 30;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "daemun-test-feed");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Map<String, Object>> entries = new ArrayList<>();
    private int heard;
    private boolean read;

    private WithdrawalFeed(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext(
                "/token", exchange -> write(exchange, Map.of("access_token", "of-the-service", "expires_in", 300)));
        server.createContext("/withdrawals", exchange -> write(exchange, page(query(exchange))));
        server.createContext("/withdrawals/stream", this::stream);
        server.start();
    }

    static WithdrawalFeed start() {
        try {
            return new WithdrawalFeed(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a service needs to read it, by the end of the property's name. */
    Map<String, String> properties() {
        String address = "http://localhost:" + server.getAddress().getPort();
        return Map.of(
                "uri",
                address + "/withdrawals",
                "token-uri",
                address + "/token",
                "client-id",
                "test",
                "client-secret",
                "test");
    }

    /** Returns once the service has read everything and asked for more: before, it answers every token with 503. */
    synchronized void awaitReader() {
        await(() -> read, PATIENCE_NANOS);
        if (!read) {
            throw new IllegalStateException("The service did not read the feed of the test issuer within 10 seconds.");
        }
    }

    /** Returns once the service has asked for what comes after this withdrawal. */
    synchronized void withdraw(String kind, Map<String, String> claims, String reason) {
        if (!read) {
            throw new IllegalStateException(
                    "The service does not read the feed of the test issuer: it does neither in a test slice"
                            + " nor with revocation-feed.kafka-topic.");
        }
        long now = Instant.now().getEpochSecond();
        Map<String, Object> entry = new HashMap<>(claims);
        entry.putAll(Map.of(
                "position", entries.size() + 1,
                "kind", kind,
                "issuedUpTo", now,
                "forgetAt", now + LIFETIME_SECONDS,
                "reason", reason));
        entries.add(entry);
        notifyAll();
        int position = entries.size();
        await(() -> heard >= position, PATIENCE_NANOS);
        if (heard < position) {
            throw new IllegalStateException(
                    "The service did not ask for withdrawals within 10 seconds: does it still run?");
        }
    }

    void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** A page at once, and another each second until there is a withdrawal. */
    private void stream(HttpExchange exchange) throws IOException {
        String query = query(exchange);
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (exchange;
                OutputStream events = exchange.getResponseBody()) {
            for (int beat = 0; beat < BEATS_OF_A_STREAM; beat++) {
                Map<String, Object> page = page(query, Math.min(beat, 1));
                events.write(("data:" + JSONObjectUtils.toJSONString(page) + "\n\n").getBytes(StandardCharsets.UTF_8));
                events.flush();
                if (!AFTER.matcher(query).find() || !((List<?>) page.get("withdrawals")).isEmpty()) {
                    return;
                }
            }
        }
    }

    private Map<String, Object> page(String query) {
        return page(query, number(WAIT, query));
    }

    private synchronized Map<String, Object> page(String query, int waitSeconds) {
        int after = Math.min(number(AFTER, query), entries.size());
        read |= AFTER.matcher(query).find();
        heard = Math.max(heard, after);
        notifyAll();
        await(() -> after < entries.size(), TimeUnit.SECONDS.toNanos(waitSeconds));
        return Map.of(
                "cursor", Integer.toString(entries.size()),
                "caughtUp", true,
                "completeUntil", Instant.now().toEpochMilli(),
                "withdrawals", List.copyOf(entries.subList(after, entries.size())));
    }

    private void await(BooleanSupplier condition, long nanos) {
        long until = System.nanoTime() + nanos;
        try {
            for (long left = nanos; left > 0 && !condition.getAsBoolean(); left = until - System.nanoTime()) {
                wait(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String query(HttpExchange exchange) {
        return String.valueOf(exchange.getRequestURI().getQuery());
    }

    private static int number(Pattern parameter, String query) {
        Matcher matcher = parameter.matcher(query);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    private static void write(HttpExchange exchange, Map<String, Object> body) throws IOException {
        byte[] bytes = JSONObjectUtils.toJSONString(body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}

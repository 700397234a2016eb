package dev.daemun.resourceserver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.daemun.freeports.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** A revocation feed, and the token endpoint before it, which can go away and come back. */
final class TestFeed implements AutoCloseable {
    private static final String CREDENTIALS = "Basic b3JkZXJzOnMlMkJjcmV0"; // orders:s%2Bcret

    final AtomicInteger tokensGiven = new AtomicInteger();
    final AtomicInteger fromTheBeginning = new AtomicInteger();
    final AtomicInteger stopped = new AtomicInteger();
    private final int port = FreePort.next();
    private final List<String> entries = new ArrayList<>();
    private String log = "log1";
    private String goodToken = "none";
    private int answerInstead = 200;
    private Instant completeUntil;
    private volatile boolean stopsInsideTheBody;
    private HttpServer server;
    private ExecutorService threads;

    static TestFeed started() {
        TestFeed feed = new TestFeed();
        feed.start();
        return feed;
    }

    static TestFeed away() {
        return new TestFeed();
    }

    String[] properties(String... more) {
        List<String> all = new ArrayList<>(List.of(
                "daemun.resource-server.revocation-feed.uri=http://localhost:" + port + "/withdrawals",
                "daemun.resource-server.revocation-feed.token-uri=http://localhost:" + port + "/token",
                "daemun.resource-server.revocation-feed.client-id=orders",
                "daemun.resource-server.revocation-feed.client-secret=s+cret"));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    /** An entry, with the claims as JSON members. */
    void withdraw(String kind, String claims, Instant issuedUpTo, String reason) {
        withdraw(kind, claims, issuedUpTo, issuedUpTo.plusSeconds(360), reason);
    }

    synchronized void withdraw(String kind, String claims, Instant issuedUpTo, Instant forgetAt, String reason) {
        entries.add("{\"position\":%d,\"kind\":\"%s\",%s\"issuedUpTo\":%d,\"forgetAt\":%d,\"reason\":\"%s\",\"new\":{}}"
                .formatted(
                        entries.size() + 1,
                        kind,
                        claims.isEmpty() ? "" : claims + ",",
                        issuedUpTo.getEpochSecond(),
                        forgetAt.getEpochSecond(),
                        reason));
        notifyAll();
    }

    /** Of the entry that was added last. */
    synchronized int lastPosition() {
        return entries.size();
    }

    /** As after a restore from a backup: cursors lead nowhere. */
    synchronized void restoreAnother() {
        log = "log" + System.nanoTime();
        notifyAll();
    }

    /** A committed event waits since then for its position, so that the feed is complete no longer. */
    synchronized void completeUntil(Instant moment) {
        completeUntil = moment;
    }

    /** Answers with the beginning of a body and no end, and keeps the connection open. */
    synchronized void stopInsideTheBody(boolean stops) {
        stopsInsideTheBody = stops;
    }

    synchronized void answerInstead(int status) {
        answerInstead = status;
        notifyAll();
    }

    void start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext("/token", this::giveToken);
        server.createContext("/withdrawals", this::answer);
        server.start();
    }

    void goAway() {
        server.stop(0);
        threads.shutdownNow();
        server = null;
    }

    @Override
    public void close() {
        if (server != null) {
            goAway();
        }
    }

    private void giveToken(HttpExchange exchange) throws IOException {
        if (!CREDENTIALS.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            write(exchange, 401, "{\"error\":\"invalid_client\"}");
            return;
        }
        synchronized (this) {
            goodToken = "token-" + tokensGiven.incrementAndGet();
        }
        write(exchange, 200, "{\"access_token\":\"" + goodToken + "\",\"expires_in\":60}");
    }

    private void answer(HttpExchange exchange) throws IOException {
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        boolean stream = exchange.getRequestURI().getPath().endsWith("/stream");
        int status;
        String body;
        synchronized (this) {
            if (answerInstead != 200) {
                status = answerInstead;
                body = "{}";
            } else if (!("Bearer " + goodToken)
                    .equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                status = 401;
                body = "{}";
            } else {
                String cursor = parameter(query, "after", "");
                if (cursor.isEmpty()) {
                    fromTheBeginning.incrementAndGet();
                }
                boolean ofThisLog = cursor.isEmpty() || cursor.startsWith(log + ".");
                status = ofThisLog ? 200 : 410;
                body = ofThisLog ? page(cursor, Integer.parseInt(parameter(query, "wait", "0")) * 1_000) : "{}";
            }
        }
        if (stream && status == 200) {
            write(exchange, body);
        } else {
            write(exchange, status, body);
        }
    }

    /** Each second, or sooner where there is something new. */
    private void write(HttpExchange exchange, String first) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        String ofLog = log;
        String page = first;
        while (true) {
            String event = "data: " + page + "\n";
            exchange.getResponseBody().write(event.getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            if (stopsInsideTheBody) {
                stopped.incrementAndGet();
                return;
            }
            exchange.getResponseBody().write('\n');
            exchange.getResponseBody().flush();
            synchronized (this) {
                String cursor = page.replaceFirst(".*?\"cursor\":\"([^\"]*)\".*", "$1");
                page = page(cursor, 1_000);
                if (answerInstead != 200 || !ofLog.equals(log)) {
                    break;
                }
            }
        }
        exchange.close();
    }

    /** Two at a time, so that there is more than one page. */
    private String page(String cursor, int waitMillis) {
        int after = cursor.isEmpty() ? 0 : Integer.parseInt(cursor.substring(cursor.indexOf('.') + 1));
        String before = log;
        try {
            long until = System.nanoTime() + waitMillis * 1_000_000L;
            while (after >= entries.size() && before.equals(log) && answerInstead == 200 && System.nanoTime() < until) {
                wait(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        int end = Math.min(entries.size(), after + 2);
        Instant complete = completeUntil == null ? Instant.now() : completeUntil;
        return "{\"cursor\":\"%s.%d\",\"caughtUp\":%s,\"completeUntil\":%d,\"logId\":\"%s\",\"position\":%d,\"withdrawals\":[%s]}"
                .formatted(
                        before,
                        end,
                        end == entries.size(),
                        complete.toEpochMilli(),
                        before,
                        end,
                        entries.subList(after, end).stream().collect(Collectors.joining(",")));
    }

    private static String parameter(String query, String name, String otherwise) {
        for (String pair : query.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return pair.substring(name.length() + 1);
            }
        }
        return otherwise;
    }

    private void write(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        if (stopsInsideTheBody) {
            stopped.incrementAndGet();
            exchange.sendResponseHeaders(status, bytes.length + 1);
            exchange.getResponseBody().write(bytes);
            exchange.getResponseBody().flush();
            return;
        }
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}

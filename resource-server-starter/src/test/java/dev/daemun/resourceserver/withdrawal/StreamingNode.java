package dev.daemun.resourceserver.withdrawal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A node of the issuer, whose cursors are numbers that count the pages. It can suffer from much. */
final class StreamingNode implements AutoCloseable {
    final List<String> asked = new CopyOnWriteArrayList<>();
    final Set<InetSocketAddress> connections = ConcurrentHashMap.newKeySet();
    final AtomicLong written = new AtomicLong();
    final AtomicInteger tokens = new AtomicInteger();
    final AtomicInteger brokenOff = new AtomicInteger();
    volatile int eventsInAStream = Integer.MAX_VALUE;
    volatile boolean eventsAtOnce;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Ailment ailment = Ailment.NONE;

    enum Ailment {
        NONE,
        SILENT_BEFORE_THE_HEADERS,
        SILENT_IN_THE_BODY,
        COMMENTS_ONLY,
        A_LINE_WITHOUT_AN_END,
        HELD_BACK_BY_A_PROXY
    }

    StreamingNode() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/feed/token", this::giveToken);
        server.createContext("/feed", this::answer);
        server.start();
    }

    URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/feed");
    }

    void suffer(Ailment from) {
        ailment = from;
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        URI asks = exchange.getRequestURI();
        asked.add(
                asks.toString().substring("/feed".length()).replaceFirst("instance=[A-Za-z0-9._-]{1,64}", "instance"));
        connections.add(exchange.getRemoteAddress());
        int page = 1 + Integer.parseInt("0" + asks.toString().replaceFirst(".*after=|.*", ""));
        boolean stream = asks.getPath().endsWith("/stream");
        if (stream ? ailment != Ailment.HELD_BACK_BY_A_PROXY : ailment == Ailment.NONE) {
            if (stream) {
                stream(exchange, page);
            } else {
                answer(exchange, page(page));
            }
        } else if (!stream && ailment == Ailment.HELD_BACK_BY_A_PROXY) {
            answer(exchange, page(page));
        }
        // Otherwise nothing ever comes.
    }

    /** Each token expires at once. */
    private void giveToken(HttpExchange exchange) throws IOException {
        tokens.incrementAndGet();
        if (ailment == Ailment.NONE) {
            answer(exchange, "{\"access_token\":\"t\",\"expires_in\":0}");
        } else if (ailment == Ailment.SILENT_IN_THE_BODY) {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().flush();
        }
        // Otherwise nothing ever comes.
    }

    private void stream(HttpExchange exchange, int firstPage) throws IOException {
        if (ailment == Ailment.SILENT_BEFORE_THE_HEADERS) {
            return;
        }
        exchange.sendResponseHeaders(200, 0);
        try {
            for (int i = 0; i < eventsInAStream; i++) {
                if (!eventsAtOnce) {
                    pause();
                }
                switch (ailment) {
                    case NONE -> write(exchange, "id: x\r\ndata: " + page(firstPage + i) + "\r\n\r\n");
                    case COMMENTS_ONLY -> write(exchange, ": still here\n\n");
                    case A_LINE_WITHOUT_AN_END -> write(exchange, "data: ".repeat(1_000));
                    default -> {
                        write(exchange, "data: {\"cursor\":");
                        return;
                    }
                }
            }
            exchange.close();
        } catch (IOException e) {
            brokenOff.incrementAndGet();
            throw e;
        }
    }

    private void write(HttpExchange exchange, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        OutputStream body = exchange.getResponseBody();
        body.write(bytes);
        body.flush();
        written.addAndGet(bytes.length);
    }

    /** As the issuer does between two events, but shorter. */
    private void pause() {
        try {
            boolean unused = closed.await(20, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String page(int number) {
        return "{\"cursor\":\"" + number + "\",\"caughtUp\":true,\"completeUntil\":1790000000123,\"withdrawals\":[]}";
    }

    private static void answer(HttpExchange exchange, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}

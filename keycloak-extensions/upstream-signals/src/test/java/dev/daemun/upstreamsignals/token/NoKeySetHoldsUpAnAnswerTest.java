package dev.daemun.upstreamsignals.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class NoKeySetHoldsUpAnAnswerTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CloseableHttpClient http = HttpClients.createDefault();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;

    @AfterEach
    void stop() throws IOException {
        over.countDown();
        server.stop(0);
        http.close();
        threads.shutdownNow();
    }

    @Test
    void anOrdinaryOneIsRead() throws IOException {
        byte[] body = "{\"keys\":[]}".getBytes(StandardCharsets.UTF_8);
        assertThat(get(exchange -> send(exchange, body)).getKeys()).isEmpty();
    }

    @Test
    void oneOfTheGreatestLengthIsReadAndAByteMoreIsTooLong() throws IOException {
        String empty = "{\"keys\":[]}";
        byte[] longest = (empty + " ".repeat(256 * 1024 - empty.length())).getBytes(StandardCharsets.UTF_8);
        assertThat(get(exchange -> send(exchange, longest)).getKeys()).isEmpty();
        server.stop(0);
        byte[] longer = (empty + " ".repeat(256 * 1024 - empty.length() + 1)).getBytes(StandardCharsets.UTF_8);
        assertThatIOException()
                .isThrownBy(() -> get(exchange -> send(exchange, longer)))
                .withStackTraceContaining("longer than");
    }

    /** After two seconds; a machine that is busy may need some more. */
    @Test
    @Timeout(30)
    void oneThatNeverEndsIsGivenUp() {
        assertThatIOException()
                .isThrownBy(() -> get(exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    OutputStream body = exchange.getResponseBody();
                    try {
                        do {
                            body.write(' ');
                            body.flush();
                        } while (!over.await(100, java.util.concurrent.TimeUnit.MILLISECONDS));
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }));
    }

    @Test
    void oneThatIsTooLongIsNotReadToItsEnd() {
        byte[] part = new byte[64 * 1024];
        assertThatIOException()
                .isThrownBy(() -> get(exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    while (over.getCount() > 0) {
                        exchange.getResponseBody().write(part);
                    }
                }))
                .withStackTraceContaining("longer than");
    }

    @Test
    void anErrorIsNoKeySet() {
        assertThatIOException()
                .isThrownBy(() -> get(exchange -> exchange.sendResponseHeaders(503, -1)))
                .withStackTraceContaining("status 503");
    }

    private static void send(HttpExchange exchange, byte[] body) throws IOException {
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    private org.keycloak.crypto.PublicKeysWrapper get(HttpHandler answer) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                answer.handle(exchange);
            }
        });
        server.start();
        return new KeySetRequest(http, threads)
                .get("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }
}

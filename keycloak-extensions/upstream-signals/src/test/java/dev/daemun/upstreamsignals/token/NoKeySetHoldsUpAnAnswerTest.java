package dev.daemun.upstreamsignals.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

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
        assertThat(get(exchange -> {
                            byte[] body = "{\"keys\":[]}".getBytes(StandardCharsets.UTF_8);
                            exchange.sendResponseHeaders(200, body.length);
                            exchange.getResponseBody().write(body);
                        })
                        .getKeys())
                .isEmpty();
    }

    @Test
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

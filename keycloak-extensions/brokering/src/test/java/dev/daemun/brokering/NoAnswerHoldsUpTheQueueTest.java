package dev.daemun.brokering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NoAnswerHoldsUpTheQueueTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CloseableHttpClient http = HttpClients.createDefault();
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer provider;

    @BeforeEach
    void start() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.setExecutor(threads);
        provider.createContext("/echo", exchange -> {
            byte[] body = (exchange.getRequestHeaders().getFirst("Authorization") + " "
                            + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(400, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        provider.createContext("/empty", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        provider.createContext("/long", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(new byte[64 * 1024 + 1]);
            exchange.close();
        });
        provider.createContext("/never", this::waitForTheEnd);
        provider.createContext("/unfinished", exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write('a');
            exchange.getResponseBody().flush();
            waitForTheEnd(exchange);
        });
        provider.start();
    }

    @AfterEach
    void stop() throws IOException {
        end.countDown();
        provider.stop(0);
        http.close();
        threads.shutdownNow();
    }

    private void waitForTheEnd(HttpExchange exchange) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    @Test
    void anAnswerIsGivenWithItsStatus() throws IOException {
        assertThat(post("/echo", Duration.ofSeconds(30)))
                .isEqualTo(new BoundedCall.Answer(400, "a key token=a%2B%2F%3D"));
        assertThat(post("/empty", Duration.ofSeconds(30))).isEqualTo(new BoundedCall.Answer(204, ""));
    }

    @Test
    void oneThatIsTooLongIsNone() {
        assertThatThrownBy(() -> post("/long", Duration.ofSeconds(30)))
                .isInstanceOf(IOException.class)
                .rootCause()
                .hasMessage("longer than 65536 bytes");
    }

    @Test
    void oneThatDoesNotComeOrDoesNotEndIsNone() {
        assertThatThrownBy(() -> post("/never", Duration.ofMillis(200))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> post("/unfinished", Duration.ofMillis(200))).isInstanceOf(IOException.class);
    }

    private BoundedCall.Answer post(String path, Duration patience) throws IOException {
        String url = "http://127.0.0.1:" + provider.getAddress().getPort() + path;
        return new BoundedCall(http, threads, patience)
                .post(url, Map.of("Authorization", "a key"), Map.of("token", "a+/="));
    }
}

package dev.daemun.resourceserver.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class NoAnswerIsWaitedForForEverTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(15);
    private static final int MOST_BYTES = 100_000;

    private final BoundedHttp http = new BoundedHttp(MOST_BYTES);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch asked = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void anAnswerThatStopsInsideItsBody() {
        answerBy(exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write(new byte[10]);
            exchange.getResponseBody().flush();
        });
        assertTimesOut();
    }

    @Test
    void anAnswerThatTricklesForEver() {
        answerBy(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (!Thread.currentThread().isInterrupted()) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
            }
        });
        assertThatThrownBy(() -> new BoundedHttp(Integer.MAX_VALUE).fetch(address(), SHORT))
                .hasRootCauseInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void anAnswerWithoutHeaders() {
        answerBy(exchange -> {});
        assertTimesOut();
    }

    @Test
    void anAnswerOfAnySize() throws Exception {
        answerBy(exchange -> answer(exchange, 200, MOST_BYTES));
        assertThat(http.fetch(address(), LONG)).hasSize(MOST_BYTES);
        server.removeContext("/feed");
        answerBy(exchange -> answer(exchange, 200, MOST_BYTES + 1));
        assertThatThrownBy(() -> http.fetch(address(), LONG))
                .hasMessage(address() + " can't be reached")
                .hasRootCauseMessage("its answer has more than 100000 bytes");
    }

    @Test
    void anInterruptEndsTheWaitAtOnce() throws InterruptedException {
        answerBy(exchange -> asked.countDown());
        AtomicReference<Exception> end = new AtomicReference<>();
        Thread waiting = new Thread(() -> {
            try {
                http.fetch(address(), Duration.ofHours(1));
            } catch (IOException | InterruptedException e) {
                end.set(e);
            }
        });
        waiting.start();
        asked.await();
        waiting.interrupt();
        Awaitility.await().until(() -> end.get() != null);
        assertThat(end.get()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void failuresNameTheAddressWithoutItsQuery() {
        answerBy(exchange -> answer(exchange, 302, 0));
        assertThatThrownBy(() -> http.fetch(URI.create(address() + "?after=secret"), LONG))
                .isInstanceOf(UnexpectedStatusException.class)
                .hasMessage(address() + " answered with 302");
        URI gone = address();
        server.stop(0);
        assertThatThrownBy(() -> http.fetch(gone, LONG))
                .hasMessage(gone + " can't be reached")
                .hasCauseInstanceOf(ConnectException.class);
    }

    private void assertTimesOut() {
        assertThatThrownBy(() -> http.fetch(address(), SHORT))
                .isInstanceOf(IOException.class)
                .hasMessage(address() + " can't be reached")
                .hasRootCauseInstanceOf(HttpTimeoutException.class);
    }

    private void answerBy(com.sun.net.httpserver.HttpHandler handler) {
        server.createContext("/feed", handler);
    }

    private URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/feed");
    }

    private static void answer(HttpExchange exchange, int status, int bytes) throws IOException {
        exchange.sendResponseHeaders(status, bytes == 0 ? -1 : bytes);
        exchange.getResponseBody().write(new byte[bytes]);
        exchange.close();
    }
}

package dev.daemun.resourceserver.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * An application may keep all threads of the common pool busy, as with a parallel stream over calls that wait. On two processors that pool has a
 * single thread, and from Java 25 on the client completes its futures there even then.
 */
@Timeout(30)
class ABusyCommonPoolHoldsUpNothingTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(10);

    private final BoundedHttp http = new BoundedHttp(1_000);
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/keys", exchange -> {
            exchange.sendResponseHeaders(200, 4);
            exchange.getResponseBody().write("keys".getBytes(StandardCharsets.US_ASCII));
            exchange.close();
        });
        server.createContext("/silent", exchange -> {});
        server.createContext("/stream", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (int event = 0; end.getCount() > 0; event++) {
                exchange.getResponseBody().write(("data:" + event + "\n\n").getBytes(StandardCharsets.US_ASCII));
                exchange.getResponseBody().flush();
            }
        });
        server.start();
        int pool = ForkJoinPool.commonPool().getParallelism();
        CountDownLatch busy = new CountDownLatch(pool);
        for (int i = 0; i < pool; i++) {
            Future<?> unused = ForkJoinPool.commonPool().submit(() -> {
                busy.countDown();
                end.await();
                return null;
            });
        }
        busy.await();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void anAnswerArrives() throws Exception {
        assertThat(http.fetch(address("/keys"), LONG))
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("keys");
    }

    @Test
    void aStreamBeginsAndGoesOn() throws Exception {
        try (EventStream stream =
                http.open(HttpRequest.newBuilder(address("/stream")).build(), LONG)) {
            for (int event = 0; event < 100; event++) {
                assertThat(stream.next(LONG, LONG).body())
                        .asString(StandardCharsets.US_ASCII)
                        .isEqualTo("" + event);
            }
        }
    }

    @Test
    void whoDoesNotAnswerIsGivenUp() {
        assertThatThrownBy(() -> http.fetch(address("/silent"), SHORT)).isInstanceOf(IOException.class);
    }

    private URI address(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }
}

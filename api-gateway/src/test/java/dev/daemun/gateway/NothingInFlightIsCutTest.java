package dev.daemun.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.sun.net.httpserver.HttpServer;
import dev.daemun.testissuer.TestIssuer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A gateway that is told to stop while a service is still at work for somebody. */
class NothingInFlightIsCutTest {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch mayAnswer = new CountDownLatch(1);

    @Test
    void readinessGoesFirstAndTheAnswerStillComes() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        HttpServer service = service();
        try (TestIssuer issuer = TestIssuer.started(JWSAlgorithm.ES256);
                TestGateway gateway = new TestGateway(
                        issuer, "http://localhost:" + service.getAddress().getPort())) {
            assertThat(readiness(gateway)).isEqualTo(200);
            CompletableFuture<Integer> call = CompletableFuture.supplyAsync(
                    () -> gateway.get("/api/me", issuer.token()).statusCode(), threads);
            asked.await();
            CompletableFuture<Void> stop = CompletableFuture.runAsync(gateway::close, threads);
            Awaitility.await().until(() -> readiness(gateway) != 200);
            assertThat(call).isNotDone();
            assertThat(stop).isNotDone();
            mayAnswer.countDown();
            assertThat(call.get()).isEqualTo(200);
            stop.get();
        } finally {
            mayAnswer.countDown();
            service.stop(0);
            threads.shutdown();
        }
    }

    private HttpServer service() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.countDown();
            try {
                mayAnswer.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    /** 200 while more may be sent here; what it can't be asked any more counts as not ready. */
    private static int readiness(TestGateway gateway) throws InterruptedException {
        URI uri = URI.create("http://localhost:" + gateway.managementPort() + "/actuator/health/readiness");
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        }
    }
}

package dev.daemun.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import dev.daemun.testissuer.TestIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A service that hangs up on every call until it is mended. */
class AFailingServiceIsLeftAloneTest {
    private final TestIssuer issuer = TestIssuer.started(JWSAlgorithm.ES256);
    private final AtomicBoolean mended = new AtomicBoolean();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private ServerSocket service;

    @BeforeEach
    void start() throws IOException {
        service = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve);
        thread.setDaemon(true);
        thread.start();
    }

    @AfterEach
    void stop() throws IOException {
        service.close();
        issuer.close();
    }

    @Test
    void onlyWhatMayBeAskedTwiceIsAskedAgain() {
        try (TestGateway gateway = gateway(100)) {
            assertThat(get(gateway).statusCode()).isEqualTo(502);
            assertThat(calls).containsExactly("GET", "GET");
            calls.clear();
            HttpResponse<String> answer = gateway.send(gateway.request("/api/orders")
                    .header("Authorization", "Bearer " + issuer.token())
                    .POST(BodyPublishers.ofString("{}")));
            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(calls).containsExactly("POST");
        }
    }

    @Test
    void callersAreAnsweredAtOnceUntilItAnswersAgain() {
        try (TestGateway gateway = gateway(4)) {
            for (int i = 0; i < 4; i++) {
                assertThat(get(gateway).statusCode()).isEqualTo(502);
            }
            calls.clear();
            HttpResponse<String> answer = get(gateway);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(calls).isEmpty();
            mended.set(true);
            Awaitility.await().until(() -> get(gateway).statusCode() == 200);
            assertThat(get(gateway).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void anAnswerThatNeverEndsDoesNotKeepItFromBeingTriedAgain() {
        try (RawService failing = new RawService("");
                TestGateway gateway = gateway(4, failing.uri())) {
            for (int i = 0; i < 4; i++) {
                assertThat(get(gateway).statusCode()).isEqualTo(502);
            }
            assertThat(get(gateway).statusCode()).isEqualTo(503);
            failing.staysConnected();
            failing.answers("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
            try (RawConnection waiting = firstToReach(failing, gateway)) {
                failing.answers("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                Awaitility.await().until(() -> get(gateway).statusCode() == 200);
                assertThat(waiting.hasAnswer()).as("the rest has not come").isFalse();
            }
        }
    }

    /** After the breaker's pause one caller is let through to try the service: this one. */
    private RawConnection firstToReach(RawService tried, TestGateway gateway) {
        tried.requests.clear();
        while (true) {
            RawConnection caller = new RawConnection(gateway.port());
            caller.write(
                    "GET /api/me HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + issuer.token() + "\r\n\r\n");
            Awaitility.await().until(() -> caller.hasAnswer() || !tried.requests.isEmpty());
            if (!tried.requests.isEmpty()) {
                return caller;
            }
            caller.close();
        }
    }

    private TestGateway gateway(int breakerCalls) {
        return gateway(breakerCalls, "http://localhost:" + service.getLocalPort());
    }

    private TestGateway gateway(int breakerCalls, String backend) {
        return new TestGateway(
                issuer,
                backend,
                "daemun.gateway.circuit-breaker.calls=" + breakerCalls,
                "daemun.gateway.circuit-breaker.pause=2s");
    }

    private HttpResponse<String> get(TestGateway gateway) {
        return gateway.get("/api/me", issuer.token());
    }

    private void serve() {
        while (!service.isClosed()) {
            try (Socket caller = service.accept()) {
                byte[] request = new byte[16_384];
                int read = caller.getInputStream().read(request);
                if (read > 0) {
                    calls.add(new String(request, 0, read, StandardCharsets.US_ASCII).split(" ", 2)[0]);
                    if (mended.get()) {
                        caller.getOutputStream()
                                .write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                                        .getBytes(StandardCharsets.US_ASCII));
                    }
                }
            } catch (IOException e) {
                if (!service.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}

package dev.daemun.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import dev.daemun.testissuer.TestIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Dead, slow, or answering what is no HTTP. */
class AServiceInTroubleIsSaidInTheStandardWayTest {
    private final TestIssuer issuer = TestIssuer.started(JWSAlgorithm.ES256);

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void away() {
        HttpResponse<String> answer = through("http://localhost:1");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        problem(answer);
    }

    @Test
    void tooSlow() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            HttpResponse<String> answer = through(
                    "http://localhost:" + silent.getLocalPort(),
                    "spring.cloud.gateway.server.webflux.httpclient.response-timeout=300ms");
            assertThat(answer.statusCode()).isEqualTo(504);
            problem(answer);
        }
    }

    @Test
    void garbage() throws IOException {
        for (String garbage : new String[] {"SSH-2.0-OpenSSH\r\n\r\n", ""}) {
            try (ServerSocket talker = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
                Thread thread = new Thread(() -> talk(talker, garbage));
                thread.setDaemon(true);
                thread.start();
                HttpResponse<String> answer = through("http://localhost:" + talker.getLocalPort());
                assertThat(answer.statusCode()).isEqualTo(502);
                problem(answer);
            }
        }
    }

    private HttpResponse<String> through(String service, String... properties) {
        try (TestGateway gateway = new TestGateway(issuer, service, properties)) {
            return gateway.get("/api/me", issuer.token());
        }
    }

    private static void problem(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"status\":" + answer.statusCode()).doesNotContain("localhost");
    }

    private static void talk(ServerSocket talker, String garbage) {
        while (!talker.isClosed()) {
            try (Socket caller = talker.accept()) {
                caller.getInputStream().read();
                caller.getOutputStream().write(garbage.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                if (!talker.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}

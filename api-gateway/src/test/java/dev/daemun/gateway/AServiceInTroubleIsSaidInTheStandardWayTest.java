package dev.daemun.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import dev.daemun.testissuer.TestIssuer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A service that is away, or slow. */
class AServiceInTroubleIsSaidInTheStandardWayTest {
    private static final TestIssuer ISSUER = TestIssuer.started(JWSAlgorithm.ES256);

    @AfterAll
    static void stop() {
        ISSUER.close();
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

    private HttpResponse<String> through(String service, String... properties) {
        try (TestGateway gateway = new TestGateway(ISSUER, service, properties)) {
            return gateway.get("/api/secret", ISSUER.token());
        }
    }

    private static void problem(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"status\":" + answer.statusCode()).doesNotContain("localhost");
    }
}

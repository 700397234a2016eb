package dev.daemun.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoBodyIsLargerThanAllowedTest {
    private static final int LIMIT = 1 << 20;
    private static final String ROUTE = "spring.cloud.gateway.server.webflux.routes[0].";

    private static TestIssuer issuer;
    private static TestBackend backend;
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        issuer = TestIssuer.started(JWSAlgorithm.ES256);
        backend = new TestBackend();
        gateway = new TestGateway(issuer, backend.uri());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        backend.close();
        issuer.close();
    }

    @BeforeEach
    void forget() {
        backend.requests.clear();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneByteMoreIsRefused(boolean chunked) {
        HttpResponse<String> answer = post(gateway, body(LIMIT + 1, chunked));
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("requestId");
        assertThat(backend.requests).isEmpty();
        assertThat(post(gateway, body(1, chunked)).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsAllowedArrivesWhole(boolean chunked) {
        assertThat(post(gateway, body(LIMIT, chunked)).statusCode()).isEqualTo(200);
        assertThat(backend.requests)
                .singleElement()
                .extracting(TestBackend.Request::bodyBytes)
                .isEqualTo(LIMIT);
    }

    @Test
    void aRouteMayAllowMoreOrLess() {
        try (TestGateway own = withLargestBody("2MB")) {
            assertThat(post(own, body(2 * LIMIT, true)).statusCode()).isEqualTo(200);
            assertThat(post(own, body(2 * LIMIT + 1, true)).statusCode()).isEqualTo(413);
        }
        try (TestGateway own = withLargestBody("10B")) {
            assertThat(post(own, body(11, false)).statusCode()).isEqualTo(413);
        }
    }

    @Test
    void whatIsNoSizeStopsTheStart() {
        assertThatThrownBy(() -> withLargestBody("much").close())
                .rootCause()
                .hasMessageContaining("largest-body 'much'");
    }

    private static TestGateway withLargestBody(String size) {
        return new TestGateway(
                issuer,
                backend.uri(),
                ROUTE + "id=sample",
                ROUTE + "uri=" + backend.uri(),
                ROUTE + "predicates=Path=/api/**",
                ROUTE + "metadata.largest-body=" + size);
    }

    private static BodyPublisher body(int bytes, boolean chunked) {
        byte[] body = new byte[bytes];
        return chunked
                ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))
                : BodyPublishers.ofByteArray(body);
    }

    private static HttpResponse<String> post(TestGateway gateway, BodyPublisher body) {
        return gateway.send(gateway.request("/api/orders")
                .header("Authorization", "Bearer " + issuer.token())
                .POST(body));
    }
}

package dev.daemun.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoBodyIsLargerThanAllowedTest {
    private static final int LIMIT = 1 << 20;
    private static final String ROUTE = "spring.cloud.gateway.server.webflux.routes[0].";

    @RegisterExtension
    static final RunningGateway RUNNING = new RunningGateway();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneByteMoreIsRefused(boolean chunked) {
        HttpResponse<String> answer = post(RUNNING.gateway, body(LIMIT + 1, chunked));
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("requestId");
        assertThat(RUNNING.backend.requests).isEmpty();
        assertThat(post(RUNNING.gateway, body(1, chunked)).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsAllowedArrivesWhole(boolean chunked) {
        assertThat(post(RUNNING.gateway, body(LIMIT, chunked)).statusCode()).isEqualTo(200);
        assertThat(RUNNING.backend.requests)
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

    @ParameterizedTest
    @ValueSource(strings = {"much", "-1MB"})
    void whatIsNoSizeStopsTheStart(String size) {
        assertThatThrownBy(() -> withLargestBody(size).close())
                .rootCause()
                .hasMessageContaining("largest-body '" + size + "'");
    }

    private static TestGateway withLargestBody(String size) {
        return new TestGateway(
                RUNNING.issuer,
                RUNNING.backend.uri(),
                ROUTE + "id=sample",
                ROUTE + "uri=" + RUNNING.backend.uri(),
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
                .header("Authorization", "Bearer " + RUNNING.issuer.token())
                .POST(body));
    }
}

package dev.daemun.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
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

    /** Where the caller says neither a length nor that there are chunks. */
    @Test
    void aBodyOverHttp2IsCountedToo() throws IOException, InterruptedException {
        try (TestGateway http2 = new TestGateway(RUNNING.issuer, RUNNING.backend.uri(), "server.http2.enabled=true")) {
            HttpClient client = HttpClient.newHttpClient();
            // A connection begins as HTTP/1.1.
            client.send(http2.request("/api/me").build(), BodyHandlers.discarding());
            HttpResponse<String> answer =
                    client.send(order(http2, body(LIMIT + 1, true)).build(), BodyHandlers.ofString());
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(RUNNING.backend.requests).isEmpty();
        }
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
        return gateway.send(order(gateway, body));
    }

    private static HttpRequest.Builder order(TestGateway gateway, BodyPublisher body) {
        return gateway.request("/api/orders")
                .header("Authorization", "Bearer " + RUNNING.issuer.token())
                .POST(body);
    }
}

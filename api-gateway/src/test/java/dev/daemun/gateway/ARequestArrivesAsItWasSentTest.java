package dev.daemun.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ARequestArrivesAsItWasSentTest {
    @RegisterExtension
    static final RunningGateway RUNNING = new RunningGateway();

    @ParameterizedTest
    @ValueSource(strings = {"OPTIONS", "POST", "PUT", "PATCH", "DELETE", "GET", "HEAD"})
    void withoutABodyWhereItHasNone(String method) {
        ask(method + " /api/orders", "");
        ask(method + " /api/orders", "Content-Length: 0\r\n");
        assertThat(RUNNING.backend.requests).hasSize(2).allSatisfy(seen -> {
            assertThat(seen.headers()).doesNotContainKey("Transfer-encoding");
            assertThat(seen.headers().getOrDefault("Content-length", List.of("0")))
                    .containsExactly("0");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?filter[a]&b=%27",
                "?filter[a]=1&b=%25",
                "?a=%2B+%20&&b&=c",
                "?a=b%26c%3Dd",
                "?%EB%8C%80=%EB%AC%B8",
                "?a='()*!$;,:@/?",
                "?",
                "?a=%2527",
                "/a%20b",
                "/%EB%8C%80%EB%AC%B8?b=%27",
                "/a'b(c)!$&*+,=:@~",
            })
    void withItsOwnPathAndQuery(String target) {
        ask("GET /api/orders" + target, "");
        assertThat(RUNNING.backend.requests)
                .singleElement()
                .extracting(TestBackend.Request::target)
                .isEqualTo("/orders" + target);
    }

    @Test
    void withItsLengthOrItsChunks() {
        RUNNING.gateway.send(order().POST(BodyPublishers.ofString("0123456789")));
        assertThat(RUNNING.backend.requests).singleElement().satisfies(seen -> {
            assertThat(seen.headers().getFirst("Content-Length")).isEqualTo("10");
            assertThat(seen.headers()).doesNotContainKey("Transfer-encoding");
            assertThat(seen.bodyBytes()).isEqualTo(10);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Request-Id",
                "x-request-id",
                "X-Forwarded-For, X-Forwarded-Host, X-Forwarded-Proto, Forwarded",
                "traceparent",
                "Host",
                "Content-Length",
                "Transfer-Encoding",
                "Connection",
            })
    void withAllThatTheGatewayAddsWhateverConnectionNames(String named) {
        String answer = ask("POST /api/orders", "Connection: close, " + named + "\r\nContent-Length: 0\r\n");
        assertThat(answer).startsWith("HTTP/1.1 200 ").contains("X-Request-Id: ");
        assertThat(RUNNING.backend.requests)
                .singleElement()
                .satisfies(seen -> assertThat(seen.headers())
                        .containsKeys("X-request-id", "Traceparent", "Host", "Content-length")
                        .doesNotContainKeys("Connection", "Transfer-encoding"));
    }

    @Test
    void withoutWhatConnectionNamesOfTheCallersOwn() {
        ask(
                "GET /api/orders",
                "Connection: X-Hop\r\nX-Hop: 1\r\nConnection: x-other , ,\r\nX-Other: 1\r\nX-Kept: 1\r\n");
        assertThat(RUNNING.backend.requests)
                .singleElement()
                .satisfies(seen ->
                        assertThat(seen.headers()).containsKey("X-kept").doesNotContainKeys("X-hop", "X-other"));
    }

    private static HttpRequest.Builder order() {
        return RUNNING.gateway.request("/api/orders").header("Authorization", "Bearer " + RUNNING.issuer.token());
    }

    private static String ask(String line, String headers) {
        return RawConnection.answerTo(
                RUNNING.gateway.port(),
                line + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + RUNNING.issuer.token() + "\r\n"
                        + headers + (headers.contains("close") ? "" : "Connection: close\r\n") + "\r\n");
    }
}

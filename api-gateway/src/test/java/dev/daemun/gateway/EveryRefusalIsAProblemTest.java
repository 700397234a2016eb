package dev.daemun.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A caller with a good token is never answered with 401 for something else, and always with problem details. */
class EveryRefusalIsAProblemTest {
    @RegisterExtension
    static final RunningGateway RUNNING = new RunningGateway();

    @ParameterizedTest
    @CsvSource({
        "GET //api/me, 400",
        "GET /api//me, 400",
        "GET /api/me;a=b, 400",
        "GET /api/../me, 400",
        "GET /api/%2e%2e/me, 400",
        "FOO /api/me, 405",
        "TRACE /api/me, 405",
        "CONNECT /api/me, 405",
        "GET /nothing, 404",
        "GET /error, 404",
    })
    void asItIs(String line, int status) {
        assertProblem(ask(line, "Host: localhost"), status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Nothing: 1",
                "Host: a\r\nHost: b",
                "Host: localhost\r\nHost: localhost",
                "Host: a b",
                "Host: a/b",
                "Host: a,b",
                "Host: user@a",
                "Host: a?b",
                "Host: a:b",
                "Host: a:99999",
                "Host: [::1",
                "Host: a\u00e9",
                "Host: a%zz",
            })
    void withoutOneHost(String host) {
        assertProblem(ask("GET /api/me", host), 400);
        assertThat(RUNNING.backend.requests).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:1", "[::1]:80", "127.0.0.1", "shop.example.com.", "xn--299ar6vqtm"})
    void withOne(String host) {
        assertThat(ask("GET /api/me", "Host: " + host)).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void anHttp10CallerNeedsNone() {
        assertThat(RawConnection.answerTo(
                        RUNNING.gateway.port(),
                        "GET /api/me HTTP/1.0\r\nAuthorization: Bearer " + RUNNING.issuer.token() + "\r\n\r\n"))
                .contains(" 200 ");
    }

    @Test
    void headersThatAreTooLarge() {
        assertProblem(ask("GET /api/me", "Host: localhost\r\nX-Large: " + "a".repeat(20_000)), 431);
        assertProblem(ask("GET /api/me", "Host: localhost" + "\r\nX-Many: 1".repeat(101)), 431);
        assertThat(ask("GET /api/me", "Host: localhost\r\nX-Large: " + "a".repeat(14_000)))
                .startsWith("HTTP/1.1 200 ");
        assertThat(ask("GET /api/me", "Host: localhost" + "\r\nX-Many: 1".repeat(90)))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void aRequestLineThatIsTooLong() {
        assertProblem(ask("GET /api/" + "a".repeat(20_000), "Host: localhost"), 414);
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "WebSocket", "h2c, websocket"})
    void aWebsocketWhereTheRouteHasNone(String upgrade) {
        assertProblem(
                ask(
                        "GET /api/me",
                        "Host: localhost\r\nUpgrade: " + upgrade
                                + "\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="),
                400);
        assertThat(RUNNING.backend.requests).isEmpty();
    }

    private static void assertProblem(String answer, int status) {
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        assertThat(answer.toLowerCase(Locale.ROOT))
                .contains("content-type: application/problem+json")
                .contains("\"status\":" + status)
                .contains("\"requestid\":\"")
                .contains("x-request-id: ");
    }

    private static String ask(String line, String headers) {
        return RawConnection.answerTo(
                RUNNING.gateway.port(),
                line + " HTTP/1.1\r\n" + headers + "\r\nAuthorization: Bearer " + RUNNING.issuer.token()
                        + "\r\nConnection: close\r\n\r\n");
    }
}

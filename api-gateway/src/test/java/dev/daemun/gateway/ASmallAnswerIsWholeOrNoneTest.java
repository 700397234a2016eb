package dev.daemun.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import dev.daemun.testissuer.TestIssuer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ASmallAnswerIsWholeOrNoneTest {
    private static final TestIssuer ISSUER = TestIssuer.started(JWSAlgorithm.ES256);
    private static final String HALF =
            "HTTP/1.1 201 Created\r\nContent-Type: text/plain\r\nX-Service: orders\r\nETag: \"1\"\r\nContent-Length: 10\r\n\r\nhello";

    private static RawService service;
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        service = new RawService("");
        gateway = new TestGateway(ISSUER, service.uri(), "daemun.gateway.circuit-breaker.calls=1000");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        service.close();
        ISSUER.close();
    }

    @BeforeEach
    void nobodyHasAsked() {
        service.requests.clear();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8_191, 8_192, 8_193, 100_000})
    void itIsTheSameAtTheCaller(int length) {
        String body = "x".repeat(length - 1) + ".";
        service.answers("HTTP/1.1 418 Teapot\r\nX-Service: orders\r\nContent-Length: " + length + "\r\n\r\n" + body);
        HttpResponse<String> answer = gateway.get("/api/secret", ISSUER.token());
        assertThat(answer.statusCode()).isEqualTo(418);
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.headers().firstValue("X-Service")).contains("orders");
        assertThat(answer.headers().allValues("Content-Length")).containsExactly(String.valueOf(length));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HEAD 200 OK\r\nContent-Length: 10",
                "GET 304 Not Modified\r\nETag: \"1\"\r\nContent-Length: 10",
                "DELETE 204 No Content\r\nX-Service: orders",
                "GET 200 OK\r\nContent-Length: 0",
            })
    void itMayHaveNoBody(String described) {
        String[] methodAndAnswer = described.split(" ", 2);
        service.answers("HTTP/1.1 " + methodAndAnswer[1] + "\r\n\r\n");
        String answer = ask(methodAndAnswer[0]);
        assertThat(answer).startsWith("HTTP/1.1 " + methodAndAnswer[1].split("\r\n", 2)[0]);
        assertThat(answer).containsIgnoringCase("\r\n" + methodAndAnswer[1].replaceAll("(?s).*\r\n", "") + "\r\n");
        assertThat(answer).endsWith("\r\n\r\n").containsOnlyOnce("\r\n\r\n");
    }

    @Test
    void nothingIsPassedOnOfOneThatBreaksOff() {
        service.answers(HALF);
        HttpResponse<String> answer = gateway.get("/api/secret", ISSUER.token());
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).startsWith("{").endsWith("}").contains("\"status\":502");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.headers().map()).doesNotContainKeys("x-service", "etag");
        assertThat(service.requests)
                .as("whatever changes nothing is asked for once more")
                .hasSize(2);
    }

    @Test
    void whatMayHaveChangedSomethingIsAskedForOnce() {
        service.answers(HALF);
        assertThat(ask("POST"))
                .startsWith("HTTP/1.1 502 ")
                .contains("\"status\":502")
                .doesNotContain("orders");
        assertThat(service.requests).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 8193", "Transfer-Encoding: chunked"})
    void otherOnesAreNotWaitedFor(String end) {
        service.answers("HTTP/1.1 200 OK\r\nX-Service: orders\r\n" + end + "\r\n\r\n5\r\nhello");
        assertThat(ask("GET")).startsWith("HTTP/1.1 200 ").contains("X-Service: orders");
    }

    /** The whole answer, until the gateway hangs up. */
    private static String ask(String method) {
        return RawConnection.answerTo(
                gateway.port(),
                method + " /api/secret HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                        + ISSUER.token() + "\r\n\r\n");
    }
}

package dev.daemun.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A path, a query or a header may name a person or hold a token, and may be made to look like a line of the log. */
@ExtendWith(OutputCaptureExtension.class)
class NothingOfARequestIsLoggedTest {
    @RegisterExtension
    static final RunningGateway RUNNING = new RunningGateway();

    static Stream<String> targets() {
        return Stream.of(
                "/api/orders?email=secret%40example.com%E0%A4",
                "/api/orders?access_token=secret%",
                "/api/orders?secret=%zz",
                "/api/orders?secret=%0a2026-01-01T00:00:00.000Z%20ERROR%20forged%&b",
                "/api/secret%",
                "/api/secret%zz",
                "/api/secret%E0%A4",
                "/api/orders?%secret",
                "/api/secret%0aforged",
                "/api/secret\\x",
                "/api/orders?a=secret|x",
                "/api/orders?a=secret\"x",
                "/api/orders?a=secret{x}",
                "/secret%",
                "secret",
                "http://secret%/api/orders",
                "/api//secret",
                "/api/secret;a=b",
                "/api/%2e%2e/secret",
                "/api/%2fsecret");
    }

    @ParameterizedTest
    @MethodSource("targets")
    void whatCannotBeReadIsAProblem(String target, CapturedOutput log) {
        for (String authorization : List.of("", "Authorization: Bearer " + RUNNING.issuer.token() + "\r\n")) {
            String answer = ask(RUNNING.gateway.port(), target, authorization);
            assertThat(answer).matches("(?s)HTTP/1\\.1 4\\d\\d .*");
            assertThat(answer.toLowerCase(Locale.ROOT))
                    .contains("content-type: application/problem+json")
                    .contains("\"requestid\":\"");
        }
        assertThat(log.getAll()).doesNotContain("secret", "forged", "\tat ");
    }

    @ParameterizedTest
    @MethodSource("targets")
    void norAtTheManagementPort(String target, CapturedOutput log) {
        String answer = ask(RUNNING.gateway.managementPort(), target.replace("/api/", "/actuator/"), "");
        assertThat(answer).matches("(?s)HTTP/1\\.1 4\\d\\d .*");
        assertThat(log.getAll()).doesNotContain("secret", "forged", "\tat ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"filter[a]=1&b=%27", "q=%EB%8C%80%EB%AC%B8", "a=1&&b", "a=%2B+%20", "%3Cscript%3E=", "a=?/:@"})
    void whatCanBeReadIsNotRefused(String query) {
        assertThat(ask(
                        RUNNING.gateway.port(),
                        "/api/orders?" + query,
                        "Authorization: Bearer " + RUNNING.issuer.token() + "\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r", "\u2028", "\u0085", "\u001b[2J", "\b"})
    void aMessageIsOneLine(String lineBreak, CapturedOutput log) {
        LoggerFactory.getLogger(getClass())
                .warn("begin{}forged", lineBreak, new IllegalStateException("begin" + lineBreak + "forged"));
        assertThat(log.getAll()).contains("forged").doesNotContain(lineBreak + "forged");
    }

    @Test
    void aStackTraceKeepsItsLines(CapturedOutput log) {
        LoggerFactory.getLogger(getClass()).warn("failed", new IllegalStateException("a", new RuntimeException("b")));
        assertThat(log.getAll().lines())
                .anyMatch(line -> line.startsWith("\tat "))
                .anyMatch(line -> line.startsWith("Caused by: java.lang.RuntimeException: b"));
    }

    private static String ask(int port, String target, String headers) {
        return RawConnection.answerTo(
                port, "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "Connection: close\r\n\r\n");
    }
}

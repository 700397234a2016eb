package dev.daemun.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import dev.daemun.testissuer.TestIssuer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A service that answers what is no HTTP, or could be read in two ways, or before it has heard everything. */
@ExtendWith(OutputCaptureExtension.class)
class NoAnswerIsReadTwoWaysTest {
    private static final TestIssuer ISSUER = TestIssuer.started(JWSAlgorithm.ES256);
    private static RawService service;
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        service = new RawService("");
        // None of them may be spared by the breaker.
        gateway = new TestGateway(ISSUER, service.uri(), "daemun.gateway.circuit-breaker.calls=1000");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        service.close();
        ISSUER.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH\r\n\r\n",
                "",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\nContent-Length: 5\n\nhello",
                "HTTP/1.1 200 OK\r\nContent-Length: five\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nX: a\u0000b\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX-Half: 1",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n",
                "HTTP/1.1 9 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 103 Early Hints\r\nLink: </a.js>\r\n\r\n",
            })
    void garbage(String garbage, CapturedOutput log) {
        service.answers(garbage);
        HttpResponse<String> answer = gateway.get("/api/secret", ISSUER.token());
        assertThat(answer.statusCode()).isEqualTo(502);
        problem(answer);
        assertThat(log.getAll()).doesNotContain("/api/secret", "\tat ", " ERROR ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"103 Early Hints\r\nLink: </a.js>", "102 Processing", "199 Unknown", "100 Continue"})
    void whatComesBeforeTheAnswerIsNotTheAnswer(String interim) {
        String first = "HTTP/1.1 " + interim + "\r\n\r\n";
        service.answers(first + first + "HTTP/1.1 201 Created\r\nContent-Length: 5\r\n\r\nhello");
        HttpResponse<String> answer = gateway.get("/api/me", ISSUER.token());
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo("hello");
        assertThat(answer.headers().map()).doesNotContainKey("link");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 50000\r\n\r\nhello",
                "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nzz\r\n",
                "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
            })
    void anAnswerThatBreaksOffIsNotTakenForAWholeOne(String rest, CapturedOutput log) {
        service.answers("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n" + rest);
        String answer = RawConnection.answerTo(
                gateway.port(),
                "GET /api/secret HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + ISSUER.token() + "\r\n\r\n");
        assertThat(answer).doesNotContain("\r\n0\r\n\r\n");
        assertThat(log.getAll().lines().filter(line -> line.contains("broke off")))
                .hasSizeLessThanOrEqualTo(1);
        assertThat(log.getAll()).doesNotContain("secret", "\tat ", " ERROR ");
    }

    @Test
    void anAnswerBeforeAllIsSentIsPassedOnAtOnce() {
        service.answers("HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\n\r\n");
        try (RawConnection caller = new RawConnection(gateway.port())) {
            caller.write("POST /api/orders HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + ISSUER.token()
                    + "\r\nContent-Length: 1000\r\n\r\n0123456789");
            assertThat(caller.readLine()).startsWith("HTTP/1.1 413 ");
        }
    }

    private static void problem(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"status\":" + answer.statusCode()).doesNotContain("localhost");
    }
}

package dev.daemun.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A caller with a good token is never answered with 401 for something else, nor in another way than RFC 9457's. */
@ExtendWith(OutputCaptureExtension.class)
class EveryRefusalIsAProblemTest {
    @RegisterExtension
    static final RunningService RUNNING = new RunningService();

    @ParameterizedTest
    @CsvSource({
        "GET //me, 400",
        "GET /me;a=b, 400",
        "GET /a/../me, 400",
        "GET /%2e%2e/me, 400",
        "GET /me%0a, 400",
        "FOO /me, 405",
        "TRACE /me, 405",
        "PUT /me, 405",
        "GET /nothing, 404",
        "GET /error, 404",
        "POST /error, 404",
        "GET /orders/1, 400",
        "GET /orders?page=x, 400",
    })
    void asItIs(String line, int status) {
        assertProblem(RUNNING.ask(line), status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "email=secret%40example.com%E0%A4",
                "access_token=secret%",
                "secret=%zz",
                "secret=%0a2026-01-01T00:00:00.000Z%20ERROR%20forged%",
                "secret=%C0%AF",
                "secret=\u00e9",
            })
    void aQueryThatCannotBeRead(String query, CapturedOutput log) {
        assertProblem(RUNNING.ask("GET /orders?" + query), 400);
        for (int port : new int[] {RUNNING.port(), RUNNING.managementPort()}) {
            for (String path : new String[] {"/orders", "/actuator/health", "/nothing"}) {
                String answer = RunningService.ask(
                        port,
                        "GET " + path + "?" + query + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                        new byte[0]);
                assertThat(answer).matches("(?s)HTTP/1\\.1 4\\d\\d .*").doesNotContain("secret");
            }
        }
        assertThat(log.getAll()).doesNotContain("secret", "forged", "\tat ");
    }

    /** A path or method that is not known may be anything. */
    @Test
    void whatIsNotKnownIsNotLogged(CapturedOutput log) {
        for (String line : new String[] {"GET /secret", "SECRET /me", "PUT /orders/secret", "SECRET /orders"}) {
            assertThat(RUNNING.ask(line)).startsWith("HTTP/1.1 4");
        }
        assertThat(log.getAll().toLowerCase(Locale.ROOT)).doesNotContain("secret");
    }

    @Test
    void headersAsLargeAsTheGatewayLetsThrough() {
        assertThat(RUNNING.ask("GET /me", "X-Large: " + "a".repeat(16_000) + "\r\n", new byte[0]))
                .startsWith("HTTP/1.1 200 ");
        assertThat(RUNNING.ask("GET /me", "X-Many: 1\r\n".repeat(110), new byte[0]))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void aBodyInChunksIsTakenUpToTheLimit() {
        String order = "{\"item\":\"key\",\"quantity\":1}";
        assertThat(RUNNING.ask("POST /orders", json("Transfer-Encoding: chunked"), chunks(order)))
                .startsWith("HTTP/1.1 201 ");
        String large = "{\"item\":\"" + "x".repeat(20_000) + "\",\"quantity\":1}";
        assertProblem(RUNNING.ask("POST /orders", json("Transfer-Encoding: chunked"), chunks(large)), 413);
        assertProblem(
                RUNNING.ask(
                        "POST /orders",
                        json("Content-Length: " + large.length()),
                        large.getBytes(StandardCharsets.UTF_8)),
                413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-16", "UTF-32BE", "EUC-KR", "ISO-8859-1"})
    void onlyUtf8IsRead(String charset) {
        byte[] order = "{\"item\":\"대문\",\"quantity\":1}".getBytes(Charset.forName(charset));
        String length = "Content-Length: " + order.length + "\r\n";
        assertThat(RUNNING.ask("POST /orders", length + "Content-Type: application/json\r\n", order))
                .matches("(?s)HTTP/1\\.1 (400|201) .*")
                .doesNotContain(charset.startsWith("UTF") ? "HTTP/1.1 201" : "대문");
        assertProblem(
                RUNNING.ask(
                        "POST /orders", length + "Content-Type: application/json;charset=" + charset + "\r\n", order),
                415);
    }

    @Test
    void yamlIsNeitherReadNorWritten() {
        byte[] order = "item: key\nquantity: 1\n".getBytes(StandardCharsets.UTF_8);
        for (String type : new String[] {"application/yaml", "application/x-yaml", "text/yaml", "application/xml"}) {
            assertProblem(
                    RUNNING.ask(
                            "POST /orders",
                            "Content-Length: " + order.length + "\r\nContent-Type: " + type + "\r\n",
                            order),
                    415);
            assertThat(RUNNING.ask("GET /orders", "Accept: " + type + "\r\n", new byte[0]))
                    .startsWith("HTTP/1.1 406 ");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "256, deleted, '{}', 400",
        "36, registered, 'null', 400",
        "36, registered, '{\"enabled\":true,\"username\":\"LONG\"}', 422"
    })
    void anEventThatCannotBeStored(int idLength, String type, String data, int status) throws Exception {
        String event =
                """
                {"specversion":"1.0","id":"%s","source":"%s","type":"dev.daemun.identity.%s.v1","subject":"s",
                 "time":"2026-11-23T10:41:22Z","sequence":"1","datacontenttype":"application/json","data":%s}""".formatted("x".repeat(idLength), RUNNING.issuer.uri(), type, data.replace("LONG", "u".repeat(300)));
        long now = Instant.now().getEpochSecond();
        byte[] body = event.getBytes(StandardCharsets.UTF_8);
        String answer = RunningService.ask(
                RUNNING.port(),
                "POST /identity-events HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
                        + body.length
                        + "\r\nContent-Type: application/cloudevents+json\r\nwebhook-id: d\r\nwebhook-timestamp: " + now
                        + "\r\nwebhook-signature: " + new Webhook(MembersTest.SECRET).sign("d", now, event)
                        + "\r\n\r\n",
                body);
        assertProblem(answer, status);
    }

    private static void assertProblem(String answer, int status) {
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        assertThat(answer.toLowerCase(Locale.ROOT))
                .contains("content-type: application/problem+json", "\"status\":" + status, "\"requestid\":\"")
                .doesNotContain("\"requestid\":null");
    }

    private static String json(String framing) {
        return framing + "\r\nContent-Type: application/json\r\n";
    }

    private static byte[] chunks(String body) {
        return (Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n").getBytes(StandardCharsets.UTF_8);
    }
}

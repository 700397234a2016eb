package dev.daemun.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * What a gateway and a service read differently carries a second request past the gateway (RFC 9112 section 11.2). Each of
 * these hides one, in {@code /smuggled}.
 */
@ExtendWith(OutputCaptureExtension.class)
class NoRequestIsReadTwoWaysTest {
    private static final String SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: service\r\n\r\n";

    /** Of each test its own: what another one sent may still be on its way. */
    private final String path = "/orders/" + UUID.randomUUID();

    @RegisterExtension
    static final RunningGateway RUNNING = new RunningGateway();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nContent-Length: 6",
                "Content-Length: 5, 6",
                "Content-Length: +5",
                "Content-Length: -5",
                "Content-Length: 0x5",
                "Content-Length : 5",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: gzip, chunked, identity",
                "Transfer-Encoding : chunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
                "X-Nul: a\u0000b",
                " Content-Length: 5",
                "Content-Length: 5\u000bx",
            })
    void whatHasTwoMeaningsIsRefused(String header, CapturedOutput log) throws IOException {
        String answer = post(header, "0\r\n\r\n" + SMUGGLED);
        assertThat(answer).startsWith("HTTP/1.1 4");
        assertThat(reached()).isEmpty();
        assertThat(smuggled()).isEmpty();
        // A path may name a person, and nobody's address is anybody's business.
        assertThat(log.getAll()).doesNotContain(path, "R:/127.0.0.1");
    }

    @Test
    void aLengthBesideChunksNeverReachesTheService() throws IOException {
        String answer = post("Content-Length: 60\r\nTransfer-Encoding: chunked", "0\r\n\r\n" + SMUGGLED);
        // The first as its chunks end it; the second is a request to the gateway, without a token and without a route.
        assertThat(answer).startsWith("HTTP/1.1 ");
        assertThat(smuggled()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x\r\nabc\r\n0\r\n\r\n", "-1\r\nabc\r\n0\r\n\r\n", "ffffffffffffffff\r\nabc\r\n0\r\n\r\n"})
    void aChunkOfNoLengthEndsTheConnection(String chunks) throws IOException {
        String answer = post("Transfer-Encoding: chunked", chunks + SMUGGLED);
        assertThat(answer).doesNotContain("HTTP/1.1 200");
        assertThat(smuggled()).isEmpty();
    }

    @Test
    void aFoldedHeaderArrivesAsOne() throws IOException {
        assertThat(post("Content-Length: 0\r\nX-Folded: a\r\n X-Inner: b\r\nConnection: close", ""))
                .startsWith("HTTP/1.1 200");
        assertThat(reached()).singleElement().satisfies(seen -> {
            assertThat(seen.headers().getFirst("X-Folded")).isEqualTo("a X-Inner: b");
            assertThat(seen.headers()).doesNotContainKey("X-inner");
        });
    }

    @Test
    void aHeaderThatIsTooLargeIsRefused() throws IOException {
        assertThat(post("X-Large: " + "a".repeat(20_000), "")).startsWith("HTTP/1.1 431 ");
        assertThat(reached()).isEmpty();
    }

    @Test
    void whatIsForThisHopAloneEndsHere() throws IOException {
        String answer = post(
                "Content-Length: 0\r\nConnection: close, X-Hop\r\nX-Hop: 1\r\nKeep-Alive: timeout=9\r\nTE: trailers"
                        + "\r\nProxy-Authorization: Basic eDp5\r\nUpgrade: h2c\r\nX-Kept: kept",
                "");
        assertThat(answer).startsWith("HTTP/1.1 200");
        assertThat(reached()).singleElement().satisfies(seen -> {
            assertThat(seen.headers())
                    .doesNotContainKeys("X-hop", "Keep-alive", "Te", "Proxy-authorization", "Upgrade");
            assertThat(seen.headers().getFirst("X-Kept")).isEqualTo("kept");
            assertThat(seen.headers().getFirst("Authorization")).startsWith("Bearer ");
        });
    }

    private static List<TestBackend.Request> smuggled() {
        return RUNNING.backend.requests.stream()
                .filter(seen -> seen.path().equals("/smuggled"))
                .toList();
    }

    private List<TestBackend.Request> reached() {
        return RUNNING.backend.requests.stream()
                .filter(seen -> seen.path().equals(path))
                .toList();
    }

    private String post(String headers, String body) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RUNNING.gateway.port())) {
            // Longer than a refusal takes; a connection that stays open has nothing more to say.
            socket.setSoTimeout(1_000);
            socket.getOutputStream()
                    .write(("POST /api" + path + " HTTP/1.1\r\nHost: localhost:" + RUNNING.gateway.port()
                                    + "\r\nAuthorization: Bearer " + RUNNING.issuer.token() + "\r\n" + headers
                                    + "\r\n\r\n"
                                    + body)
                            .getBytes(StandardCharsets.ISO_8859_1));
            StringBuilder answer = new StringBuilder();
            byte[] buffer = new byte[16_384];
            try {
                for (int read; (read = socket.getInputStream().read(buffer)) > 0; ) {
                    answer.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
                }
            } catch (SocketTimeoutException e) {
                return answer.toString();
            }
            return answer.toString();
        }
    }
}

package dev.daemun.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import dev.daemun.testissuer.TestIssuer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class NoOrderMeetsAServiceThatHangsUpTest {
    /** When Tomcat hangs up on whoever is silent, unless it is told otherwise (its {@code keepAliveTimeout}). */
    private static final int TOMCATS_PATIENCE_MS = 20_000;

    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** An order that is sent while the service hangs up is lost, since nothing but a GET is ever sent twice. */
    @Test
    void theGatewayHangsUpFirst() throws IOException {
        try (ServerSocket service = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                TestIssuer issuer = TestIssuer.started(JWSAlgorithm.ES256);
                TestGateway gateway = new TestGateway(issuer, "http://localhost:" + service.getLocalPort())) {
            CompletableFuture<HttpResponse<String>> answer =
                    CompletableFuture.supplyAsync(() -> gateway.get("/api/me", issuer.token()));
            try (Socket connection = service.accept()) {
                connection.setSoTimeout(TOMCATS_PATIENCE_MS);
                BufferedReader request = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
                assertThat(request.lines().takeWhile(line -> !line.isEmpty())).isNotEmpty();
                connection.getOutputStream().write(ANSWER);
                assertThat(answer.join().statusCode()).isEqualTo(200);
                // The end, which comes; otherwise a SocketTimeoutException.
                assertThat(request.read()).isEqualTo(-1);
            }
        }
    }
}

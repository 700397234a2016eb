package dev.daemun.sample;

import com.nimbusds.jose.JWSAlgorithm;
import dev.daemun.testissuer.TestIssuer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The service as it is shipped, with its own server, which MockMvc does not have, and an issuer. */
final class RunningService implements BeforeAllCallback, AfterAllCallback {
    private static final int LONGEST_SILENCE_MILLIS = 10_000;

    TestIssuer issuer;
    private ConfigurableApplicationContext context;

    @Override
    public void beforeAll(ExtensionContext test) {
        issuer = TestIssuer.started(JWSAlgorithm.ES256);
        context = new SpringApplicationBuilder(SampleResourceService.class)
                .run(
                        "--server.port=0",
                        "--management.server.port=0",
                        "--spring.datasource.url=jdbc:h2:mem:running",
                        "--DAEMUN_ISSUER=" + issuer.uri(),
                        "--spring.security.oauth2.resourceserver.jwt.audiences=" + TestIssuer.AUDIENCE,
                        "--sample.members.webhook-secrets=" + MembersTest.SECRET);
    }

    int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    int managementPort() {
        return context.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
    }

    /** The whole answer to a request with a good token, of which the first line and the further headers are given. */
    String ask(String line, String headers, byte[] body) {
        return ask(
                port(),
                line + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + issuer.token()
                        + "\r\nConnection: close\r\n" + headers + "\r\n",
                body);
    }

    String ask(String line) {
        return ask(line, "", new byte[0]);
    }

    /** The whole answer to these bytes, which end with {@code Connection: close} among the headers. */
    static String ask(int port, String head, byte[] body) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(LONGEST_SILENCE_MILLIS);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(body);
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            return answer.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void afterAll(ExtensionContext test) {
        context.close();
        issuer.close();
    }
}

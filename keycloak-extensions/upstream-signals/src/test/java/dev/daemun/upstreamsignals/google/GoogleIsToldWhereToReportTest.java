package dev.daemun.upstreamsignals.google;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class GoogleIsToldWhereToReportTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** One for all tests, since generating it takes longer than all of them. */
    private static final KeyPair PAIR = generate();

    private static final String RECEIVER = "https://id.example.com/realms/shop/upstream-signals/google";

    private record Received(String path, String authorization, JsonNode body) {}

    private final List<Received> received = new ArrayList<>();
    private int status = 200;
    private HttpServer google;

    @TempDir
    private Path directory;

    @BeforeEach
    void start() throws Exception {
        google = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        google.createContext("/", exchange -> {
            try (exchange) {
                received.add(new Received(
                        exchange.getRequestURI().getPath(),
                        exchange.getRequestHeaders().getFirst("Authorization"),
                        JSON.readTree(exchange.getRequestBody())));
                byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        google.start();
    }

    @AfterEach
    void stop() {
        google.stop(0);
    }

    @Test
    void andThenAskedToTryIt() throws Exception {
        assertThat(run(keyFile(), RECEIVER)).isZero();

        assertThat(received)
                .extracting(Received::path)
                .containsExactly("/v1beta/stream:update", "/v1beta/stream:verify");
        JsonNode stream = received.get(0).body();
        assertThat(stream.path("delivery").path("url").asText()).isEqualTo(RECEIVER);
        assertThat(stream.path("delivery").path("delivery_method").asText())
                .isEqualTo("https://schemas.openid.net/secevent/risc/delivery-method/push");
        assertThat(stream.path("events_requested"))
                .extracting(JsonNode::asText)
                .hasSize(6)
                .contains(
                        "https://schemas.openid.net/secevent/risc/event-type/sessions-revoked",
                        "https://schemas.openid.net/secevent/oauth/event-type/tokens-revoked");
        assertThat(received.get(1).body().path("state").asText()).isNotEmpty();
    }

    @Test
    void byATokenThatTheServiceAccountHasSigned() throws Exception {
        run(keyFile(), RECEIVER);
        String[] token =
                received.get(0).authorization().substring("Bearer ".length()).split("\\.", -1);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(PAIR.getPublic());
        signature.update((token[0] + "." + token[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(token[2]))).isTrue();
        JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(token[1]));
        assertThat(claims.path("iss").asText()).isEqualTo("risc@project.iam.gserviceaccount.com");
        assertThat(claims.path("aud").asText())
                .isEqualTo("https://risc.googleapis.com/google.identity.risc.v1beta.RiscManagementService");
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(3_600);
    }

    @Test
    void aRefusalEndsIt() throws Exception {
        status = 403;
        assertThat(run(keyFile(), RECEIVER)).isEqualTo(1);
        assertThat(received).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{\"client_email\":\"a\",\"private_key\":\"bm8ga2V5\"}", "no json"})
    void anotherFileIsNoKey(String content) throws Exception {
        assertThat(run(Files.writeString(directory.resolve("other.json"), content), RECEIVER))
                .isEqualTo(1);
        assertThat(received).isEmpty();
    }

    @Test
    void googleDeliversByHttpsOnly() throws Exception {
        assertThat(run(keyFile(), RECEIVER.replace("https", "http"))).isEqualTo(1);
        assertThat(received).isEmpty();
    }

    private int run(Path keyFile, String receiver) {
        return new CommandLine(new RegisterAtGoogle())
                .execute(
                        "--key-file",
                        keyFile.toString(),
                        "--receiver",
                        receiver,
                        "--api",
                        "http://127.0.0.1:" + google.getAddress().getPort());
    }

    private Path keyFile() throws Exception {
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(PAIR.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        return Files.writeString(
                directory.resolve("key.json"),
                JSON.writeValueAsString(Map.of(
                        "client_email",
                        "risc@project.iam.gserviceaccount.com",
                        "private_key_id",
                        "k",
                        "private_key",
                        pem)));
    }

    private static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}

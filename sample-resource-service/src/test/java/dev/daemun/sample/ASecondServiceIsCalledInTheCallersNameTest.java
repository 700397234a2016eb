package dev.daemun.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.sun.net.httpserver.HttpServer;
import dev.daemun.testissuer.TestIssuer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The profile {@code second} as it is shipped; a real Keycloak and a real second service are in the system tests. */
class ASecondServiceIsCalledInTheCallersNameTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private TestIssuer issuer;
    private HttpServer others;
    private ConfigurableApplicationContext service;

    @BeforeEach
    void start() throws IOException {
        issuer = TestIssuer.started(JWSAlgorithm.ES256);
        others = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer("/token", "{\"access_token\":\"exchanged\",\"token_type\":\"Bearer\",\"expires_in\":300}");
        answer("/me", "{\"subject\":\"somebody\"}");
        others.start();
        String address = "http://localhost:" + others.getAddress().getPort();
        service = new SpringApplicationBuilder(SampleResourceService.class)
                .profiles("second")
                .run(
                        "--server.port=0",
                        "--management.server.port=0",
                        "--spring.datasource.url=jdbc:h2:mem:second",
                        "--DAEMUN_ISSUER=" + issuer.uri(),
                        "--spring.security.oauth2.resourceserver.jwt.audiences=" + TestIssuer.AUDIENCE,
                        "--daemun.resource-server.revocation-feed.client-id=sample-resource-service",
                        "--daemun.resource-server.revocation-feed.client-secret=secret",
                        "--daemun.service-calls.token-uri=" + address + "/token",
                        "--SAMPLE_SECOND_URL=" + address);
    }

    @AfterEach
    void stop() {
        service.close();
        others.stop(0);
        issuer.close();
    }

    @Test
    void withATokenForThatServiceAlone() throws Exception {
        HttpResponse<String> answer = secondMe(issuer.token());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"subject\":\"somebody\"}");
        assertThat(asked).hasSize(2);
        assertThat(asked.get(0))
                .startsWith("/token Basic ")
                .contains("audience=sample-second-service", "scope=sample-second-service");
        assertThat(asked.get(1)).startsWith("/me Bearer exchanged");
    }

    @Test
    void aFailureThereIsNotTheCallersFault() throws Exception {
        String token = issuer.token();
        secondMe(token);
        status = 401;
        HttpResponse<String> answer = secondMe(token);

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void onlyAMemberMayAsk() throws Exception {
        String token = issuer.token(header -> header, claims -> claims.claim("roles", List.of()));

        assertThat(secondMe(token).statusCode()).isEqualTo(403);
        assertThat(asked).isEmpty();
    }

    private HttpResponse<String> secondMe(String token) throws IOException, InterruptedException {
        int port = service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/second/me"))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                BodyHandlers.ofString());
    }

    private void answer(String path, String body) {
        others.createContext(path, exchange -> {
            asked.add(path + " " + exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }
}

package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.ECKey;
import com.sun.net.httpserver.HttpServer;
import dev.daemun.localplatform.CodeFlow;
import dev.daemun.localplatform.Pkce;
import dev.daemun.localplatform.RevocationFeed;
import dev.daemun.localplatform.ServiceProcess;
import dev.daemun.testissuer.TestProof;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Tries W3C trace context and OpenTelemetry, which a property switches on. No trace names a person. */
@ResourceLock(TestPlatform.LOCK)
class OneTraceFromTheGatewayToTheDatabaseIT {
    private static final TestPlatform PLATFORM = TestPlatform.shared();
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private static final String SECOND = "sample-second-service";
    private static final String TOKEN_TYPE = "urn:ietf:params:oauth:token-type:access_token";

    private static final Queue<ResourceSpans> RECEIVED = new ConcurrentLinkedQueue<>();
    private static HttpServer collector;
    private static ServiceProcess second;
    private static ServiceProcess service;
    private static ServiceProcess gateway;

    @BeforeAll
    static void start() throws IOException {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            try (InputStream body =
                    zipped ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
                RECEIVED.addAll(ExportTraceServiceRequest.parseFrom(body).getResourceSpansList());
            }
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        Map<String, String> ofTheSecond = settings();
        ofTheSecond.put("SPRING_APPLICATION_NAME", SECOND);
        ofTheSecond.put("SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_AUDIENCES", SECOND);
        second = Services.sample("second", ofTheSecond, line -> {});
        Map<String, String> ofTheFirst = settings();
        ofTheFirst.put("SPRING_PROFILES_ACTIVE", "second");
        ofTheFirst.put("SAMPLE_SECOND_URL", second.url());
        service = Services.sample("traced", ofTheFirst, line -> {});
        Map<String, String> ofTheGateway = settings();
        ofTheGateway.put("DAEMUN_SAMPLE_SERVICE_URL", service.url());
        gateway = Services.gateway("tracing", ofTheGateway);
    }

    @AfterAll
    static void stop() {
        // What did not become ready is not there, and the others must end all the same.
        Stream.of(gateway, service, second).filter(Objects::nonNull).forEach(ServiceProcess::close);
        collector.stop(0);
    }

    @Test
    void andItNamesNobody() {
        String token = PLATFORM.signIn("demo-member").accessToken();
        String item = "item-" + UUID.randomUUID();
        Call.Answer answer = Call.to(gateway.url() + "/api/orders")
                .bearer(token)
                // The page sends this header too. Whether the trace is kept, the gateway decides.
                .header("traceparent", "00-" + TRACE + "-b7ad6b7169203331-00")
                .postJson("{\"item\":\"" + item + "\",\"quantity\":1}");
        assertThat(answer.status()).isEqualTo(201);

        await().untilAsserted(() -> {
            assertThat(spansOf("api-gateway")).isNotEmpty();
            assertThat(spansOf("sample-resource-service")).anyMatch("query"::equals);
        });
        String told = RECEIVED.toString();
        assertThat(told)
                .doesNotContain(token)
                .doesNotContain(token.substring(token.lastIndexOf('.') + 1))
                .doesNotContain(Claims.of(token).text("sub"))
                .doesNotContain("demo-member")
                .doesNotContain(item);
    }

    @Test
    void goesOnInASecondServiceWhichGetsATokenForItselfAlone() {
        try (TestUser user = TestUser.create(PLATFORM, Map.of())) {
            String token = user.signIn("openid").accessToken();
            Call.Answer answer = secondMe(token);
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(Claims.texts(answer.json().path("audience"))).containsExactly(SECOND);
            assertThat(answer.json().path("subject").asText())
                    .isEqualTo(Claims.of(token).text("sub"));
            assertThat(Claims.texts(answer.json().path("roles"))).containsExactly("member");
            assertThat(answer.json().path("idp").asText()).isEqualTo("password");
            await().untilAsserted(() -> assertThat(spansOf(SECOND)).contains("http get /me"));

            Call.Answer given = exchange(token);
            assertThat(given.status()).as(given.body()).isEqualTo(200);
            String exchanged = given.json().path("access_token").asText();
            assertThat(me(second, exchanged).status()).isEqualTo(200);
            assertThat(me(service, exchanged).status())
                    .as("the exchanged token at the first service")
                    .isEqualTo(401);
            assertThat(me(second, token).status())
                    .as("the caller's token at the second service")
                    .isEqualTo(401);

            user.resource().logout();

            await().untilAsserted(() -> assertThat(secondMe(token).body()).contains("signed-out-everywhere"));
            assertThat(secondMe(token).status()).isEqualTo(401);
            await().untilAsserted(() -> assertThat(me(second, exchanged).body()).contains("signed-out-everywhere"));
            assertThat(me(second, exchanged).status()).isEqualTo(401);
            assertThat(exchange(token).status()).as("exchanged after the end").isEqualTo(400);
        }
    }

    /** Keycloak exchanges it for the client alone that it was issued to, and without its key it can't be sent on. */
    @Test
    void noSecondServiceIsCalledWithABoundToken() {
        try (TestUser user = TestUser.create(PLATFORM, Map.of())) {
            ECKey key = TestProof.newKey();
            String token = boundToken(user, key);
            String address = service.url() + "/second/me";
            Call.Answer answer = Call.to(address)
                    .header("Authorization", "DPoP " + token)
                    .header("DPoP", TestProof.of(key, "GET", address, token).sign())
                    .get();
            assertThat(answer.status()).as(answer.body()).isEqualTo(403);
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        }
    }

    private static Call.Answer secondMe(String token) {
        return Call.to(gateway.url() + "/api/second/me")
                .bearer(token)
                .header("traceparent", "00-" + TRACE + "-b7ad6b7169203331-00")
                .get();
    }

    private static Call.Answer me(ServiceProcess at, String token) {
        return Call.to(at.url() + "/me").bearer(token).get();
    }

    private static Call.Answer exchange(String token) {
        return PLATFORM.callRealm("/protocol/openid-connect/token")
                .basic(Services.SAMPLE, TestRealm.SERVICE_SECRET)
                .postForm(Map.of(
                        "grant_type", "urn:ietf:params:oauth:grant-type:token-exchange",
                        "subject_token", token,
                        "subject_token_type", TOKEN_TYPE,
                        "audience", SECOND,
                        "scope", SECOND));
    }

    private static String boundToken(TestUser user, ECKey key) {
        String endpoint = PLATFORM.keycloak.issuer() + "/protocol/openid-connect/token";
        String redirectUri = TestRealm.webApp(PLATFORM.ports) + "/";
        CodeFlow flow = new CodeFlow(PLATFORM.keycloak.issuer(), "sample-bound-app", redirectUri, "openid");
        Pkce pkce = Pkce.random();
        Call.Answer answer = Call.to(endpoint)
                .header("DPoP", TestProof.of(key, "POST", endpoint).sign())
                .postForm(Map.of(
                        "grant_type",
                        "authorization_code",
                        "client_id",
                        "sample-bound-app",
                        "redirect_uri",
                        redirectUri,
                        "code",
                        flow.code(user.login(), pkce),
                        "code_verifier",
                        pkce.verifier()));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().path("access_token").asText();
    }

    /** The names of the spans in the caller's trace. */
    private static List<String> spansOf(String name) {
        return RECEIVED.stream()
                .filter(spans -> spans.getResource().getAttributesList().stream()
                        .anyMatch(attribute -> attribute.getKey().equals("service.name")
                                && attribute.getValue().getStringValue().equals(name)))
                .flatMap(spans -> spans.getScopeSpansList().stream())
                .flatMap(scope -> scope.getSpansList().stream())
                .filter(span -> HexFormat.of()
                        .formatHex(span.getTraceId().toByteArray())
                        .equals(TRACE))
                .map(span -> span.getName())
                .toList();
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(
                RevocationFeed.settings(PLATFORM.keycloak.issuer(), Services.SAMPLE, TestRealm.SERVICE_SECRET));
        settings.put("DAEMUN_ISSUER", PLATFORM.keycloak.issuer());
        settings.putAll(PLATFORM.keycloak.trust());
        settings.put(
                "MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_ENDPOINT",
                "http://localhost:" + collector.getAddress().getPort() + "/v1/traces");
        settings.put("MANAGEMENT_TRACING_SAMPLING_PROBABILITY", "1");
        return settings;
    }
}

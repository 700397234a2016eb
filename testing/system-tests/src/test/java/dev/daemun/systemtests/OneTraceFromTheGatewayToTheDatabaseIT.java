package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.daemun.localplatform.RevocationFeed;
import dev.daemun.localplatform.ServiceProcess;
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
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Tries W3C trace context and OpenTelemetry, which a property switches on. No trace names a person. */
@ResourceLock(TestPlatform.LOCK)
class OneTraceFromTheGatewayToTheDatabaseIT {
    private static final TestPlatform PLATFORM = TestPlatform.shared();
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private final Queue<ResourceSpans> received = new ConcurrentLinkedQueue<>();
    private HttpServer collector;
    private ServiceProcess service;
    private ServiceProcess gateway;

    @BeforeEach
    void start() throws IOException {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            try (InputStream body =
                    zipped ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
                received.addAll(ExportTraceServiceRequest.parseFrom(body).getResourceSpansList());
            }
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        service = Services.sample("traced", settings(), line -> {});
        Map<String, String> ofTheGateway = settings();
        ofTheGateway.put("DAEMUN_SAMPLE_SERVICE_URL", service.url());
        gateway = Services.gateway("tracing", ofTheGateway);
    }

    @AfterEach
    void stop() {
        gateway.close();
        service.close();
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
        String told = received.toString();
        assertThat(told)
                .doesNotContain(token)
                .doesNotContain(token.substring(token.lastIndexOf('.') + 1))
                .doesNotContain(Claims.of(token).text("sub"))
                .doesNotContain("demo-member")
                .doesNotContain(item);
    }

    /** The names of the spans in the caller's trace. */
    private List<String> spansOf(String name) {
        return received.stream()
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

    private Map<String, String> settings() {
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

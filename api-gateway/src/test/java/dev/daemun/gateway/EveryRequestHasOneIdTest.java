package dev.daemun.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import dev.daemun.testissuer.TestIssuer;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;

@ExtendWith(OutputCaptureExtension.class)
class EveryRequestHasOneIdTest {
    private static final String HEADER = "X-Request-Id";

    private final TestIssuer issuer = TestIssuer.started(JWSAlgorithm.ES256);

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void theServiceSeesTheOneOfTheAnswerAndNeverTheCallersOwn() {
        try (TestBackend backend = new TestBackend();
                TestGateway gateway = new TestGateway(issuer, backend.uri())) {
            HttpResponse<String> answer = gateway.send(gateway.request("/api/me")
                    .header("Authorization", "Bearer " + issuer.token())
                    .header(HEADER, "made-up"));
            String id = answer.headers().firstValue(HEADER).orElseThrow();
            assertThat(id).isNotEqualTo("made-up");
            assertThat(answer.headers().allValues(HEADER)).hasSize(1);
            assertThat(backend.requests)
                    .singleElement()
                    .satisfies(seen -> assertThat(seen.headers().get(HEADER)).containsExactly(id));
            assertThat(gateway.get("/api/me", issuer.token()).headers().firstValue(HEADER))
                    .isPresent()
                    .get()
                    .isNotEqualTo(id);
        }
    }

    @Test
    void theTraceOfTheCallerGoesOn() {
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        try (TestBackend backend = new TestBackend();
                TestGateway gateway = new TestGateway(issuer, backend.uri())) {
            gateway.send(gateway.request("/api/me")
                    .header("Authorization", "Bearer " + issuer.token())
                    .header("traceparent", trace));
            assertThat(backend.requests)
                    .singleElement()
                    .satisfies(seen ->
                            assertThat(seen.headers().getFirst("traceparent")).startsWith(trace.substring(0, 35)));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 01, 00", "1, 00, 01"})
    void whetherATraceIsKeptIsNotTheCallersToSay(String probability, String asked, String decided) {
        try (TestBackend backend = new TestBackend();
                TestGateway gateway = new TestGateway(
                        issuer, backend.uri(), "management.tracing.sampling.probability=" + probability)) {
            gateway.send(gateway.request("/api/me")
                    .header("Authorization", "Bearer " + issuer.token())
                    .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-" + asked));
            assertThat(backend.requests)
                    .singleElement()
                    .satisfies(seen ->
                            assertThat(seen.headers().getFirst("traceparent")).endsWith("-" + decided));
        }
    }

    @Test
    void logLinesNameTheirOwn(CapturedOutput log) {
        try (TestGateway gateway = new TestGateway(issuer, "http://localhost:1")) {
            List<String> ids = Stream.generate(() -> gateway.get("/api/me", issuer.token()))
                    .limit(5)
                    .map(answer -> answer.headers().firstValue(HEADER).orElseThrow())
                    .toList();
            List<String> lines = log.getAll()
                    .lines()
                    .filter(line -> line.contains("The request ended"))
                    .toList();
            assertThat(lines).hasSameSizeAs(ids);
            for (int i = 0; i < ids.size(); i++) {
                assertThat(lines.get(i)).contains("[" + ids.get(i) + "]");
            }
            assertThat(log.getAll()).doesNotContain(issuer.token().substring(0, 20));
        }
    }

    @Test
    void whoLooksForAFaultHasItInEveryLine(CapturedOutput log) {
        try (TestBackend backend = new TestBackend();
                TestGateway gateway = new TestGateway(
                        issuer,
                        backend.uri(),
                        "spring.reactor.context-propagation=auto",
                        "logging.level.org.springframework.cloud.gateway.handler=debug")) {
            String id = gateway.get("/api/me", issuer.token())
                    .headers()
                    .firstValue(HEADER)
                    .orElseThrow();
            assertThat(log.getAll().lines().filter(line -> line.contains("Route matched")))
                    .singleElement()
                    .asString()
                    .contains("[" + id + "]");
        } finally {
            // It was switched on for this whole process.
            Hooks.disableAutomaticContextPropagation();
        }
    }

    @Test
    void everyProblemNamesIt() {
        try (TestGateway gateway = new TestGateway(
                issuer,
                "http://localhost:1",
                "daemun.gateway.limits.per-subject=1",
                "spring.main.sources=" + Faulty.class.getName())) {
            assertNamed(gateway.get("/api/me", "no-token"), 401);
            assertNamed(
                    gateway.send(gateway.request("/api/me")
                            .header("Authorization", "Bearer one")
                            .header("Authorization", "Bearer two")),
                    400);
            assertNamed(
                    gateway.get("/api/me", issuer.token(h -> h, claims -> claims.claim("roles", List.of("guest")))),
                    403);
            assertNamed(gateway.get("/nothing", issuer.token()), 404);
            assertNamed(gateway.get("/api/me", issuer.token()), 503);
            assertNamed(
                    Stream.generate(() -> gateway.get("/api/me", issuer.token()))
                            .filter(answer -> answer.statusCode() != 503)
                            .findFirst()
                            .orElseThrow(),
                    429);
            assertNamed(gateway.get("/faulty", issuer.token()), 500);
        }
    }

    @Test
    void whatAServiceSaysIsLeftAsItIs() {
        String problem = "{ \"title\": \"its own\" }";
        try (TestBackend backend = new TestBackend();
                TestGateway gateway = new TestGateway(issuer, backend.uri())) {
            backend.answers(409, "application/problem+json", problem);
            HttpResponse<String> answer = gateway.get("/api/me", issuer.token());
            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(answer.body()).isEqualTo(problem);
        }
    }

    private static void assertNamed(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body())
                .containsOnlyOnce("requestId")
                .contains(
                        "\"requestId\":\"" + answer.headers().firstValue(HEADER).orElseThrow() + '"');
    }

    /** Fails as nobody foresaw. */
    static final class Faulty implements WebFilter {
        @Override
        public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
            return exchange.getRequest().getPath().value().equals("/faulty")
                    ? Mono.error(new IllegalStateException("a fault"))
                    : chain.filter(exchange);
        }
    }
}

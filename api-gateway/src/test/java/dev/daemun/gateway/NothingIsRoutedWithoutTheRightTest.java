package dev.daemun.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NothingIsRoutedWithoutTheRightTest {
    private static final String ROUTE = "spring.cloud.gateway.server.webflux.routes[0].";

    private static TestIssuer issuer;
    private static TestBackend backend;
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        issuer = TestIssuer.started(JWSAlgorithm.ES256);
        backend = new TestBackend();
        gateway = new TestGateway(issuer, backend.uri());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        backend.close();
        issuer.close();
    }

    @BeforeEach
    void forget() {
        backend.requests.clear();
    }

    @Test
    void aMemberIsServedAndTheServiceSeesTheSameToken() {
        String token = issuer.token();
        assertThat(gateway.get("/api/orders", token).statusCode()).isEqualTo(200);
        assertThat(backend.requests).singleElement().satisfies(request -> {
            assertThat(request.path()).isEqualTo("/orders");
            assertThat(request.headers().get("Authorization")).containsExactly("Bearer " + token);
        });
    }

    @Test
    void noTokenIsRefused() {
        refused(gateway.send(gateway.request("/api/orders")), 401);
    }

    @Test
    void aForgedTokenIsRefused() {
        String forged = issuer.sign(issuer.header().build(), issuer.claims().build(), issuer.newKey());
        refused(gateway.get("/api/orders", forged), 401);
    }

    @Test
    void anotherRoleIsRefused() {
        refused(
                gateway.get("/api/orders", issuer.token(h -> h, claims -> claims.claim("roles", List.of("guest")))),
                403);
    }

    @Test
    void aPathThatNoRouteHasIsNotFoundWithAndWithoutAToken() {
        HttpResponse<String> without = gateway.send(gateway.request("/nothing"));
        refused(without, 404);
        assertThat(without.headers().firstValue("WWW-Authenticate")).isEmpty();
        refused(gateway.get("/nothing", issuer.token()), 404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "role=member  | roles=member | has 'role'",
                "public=maybe | roles=member | has public 'maybe'",
                "public=true  | roles=member | has both public and roles",
                "public=false | roles=       | has roles without a role",
                "roles=member | response-timeout=30s | has response-timeout '30s'",
                "roles=member | connect-timeout=0    | has connect-timeout '0'",
            })
    void aRuleThatMeansNothingStopsTheStart(String one, String other, String sentence) {
        assertThatThrownBy(() -> new TestGateway(
                                issuer,
                                backend.uri(),
                                ROUTE + "id=sample",
                                ROUTE + "uri=" + backend.uri(),
                                ROUTE + "predicates=Path=/api/**",
                                ROUTE + "metadata." + one,
                                ROUTE + "metadata." + other)
                        .close())
                .rootCause()
                .hasMessageContaining(sentence);
    }

    private static void refused(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(backend.requests).isEmpty();
    }
}

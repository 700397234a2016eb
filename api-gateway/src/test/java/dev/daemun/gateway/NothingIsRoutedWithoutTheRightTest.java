package dev.daemun.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NothingIsRoutedWithoutTheRightTest {
    private static final String ROUTE = "spring.cloud.gateway.server.webflux.routes[0].";

    @RegisterExtension
    static final RunningGateway RUNNING = new RunningGateway();

    @Test
    void aMemberIsServedAndTheServiceSeesTheSameToken() {
        String token = RUNNING.issuer.token();
        assertThat(RUNNING.gateway.get("/api/orders", token).statusCode()).isEqualTo(200);
        assertThat(RUNNING.backend.requests).singleElement().satisfies(request -> {
            assertThat(request.path()).isEqualTo("/orders");
            assertThat(request.headers().get("Authorization")).containsExactly("Bearer " + token);
        });
    }

    @Test
    void noTokenIsRefused() {
        refused(RUNNING.gateway.send(RUNNING.gateway.request("/api/orders")), 401);
    }

    @Test
    void aForgedTokenIsRefused() {
        String forged = RUNNING.issuer.sign(
                RUNNING.issuer.header().build(), RUNNING.issuer.claims().build(), RUNNING.issuer.newKey());
        refused(RUNNING.gateway.get("/api/orders", forged), 401);
    }

    @Test
    void anotherRoleIsRefused() {
        refused(
                RUNNING.gateway.get(
                        "/api/orders", RUNNING.issuer.token(h -> h, claims -> claims.claim("roles", List.of("guest")))),
                403);
    }

    @Test
    void aPathThatNoRouteHasIsNotFoundWithAndWithoutAToken() {
        HttpResponse<String> without = RUNNING.gateway.send(RUNNING.gateway.request("/nothing"));
        refused(without, 404);
        assertThat(without.headers().firstValue("WWW-Authenticate")).isEmpty();
        refused(RUNNING.gateway.get("/nothing", RUNNING.issuer.token()), 404);
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
                                RUNNING.issuer,
                                RUNNING.backend.uri(),
                                ROUTE + "id=sample",
                                ROUTE + "uri=" + RUNNING.backend.uri(),
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
        assertThat(RUNNING.backend.requests).isEmpty();
    }
}

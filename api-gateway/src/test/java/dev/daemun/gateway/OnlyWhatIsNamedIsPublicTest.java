package dev.daemun.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import dev.daemun.testissuer.TestIssuer;
import org.junit.jupiter.api.Test;

class OnlyWhatIsNamedIsPublicTest {
    private static final String ROUTE = "spring.cloud.gateway.server.webflux.routes";

    @Test
    void aPublicRouteNeedsNoTokenAndItsNeighbourDoes() {
        try (TestIssuer issuer = TestIssuer.started(JWSAlgorithm.ES256);
                TestBackend backend = new TestBackend();
                TestGateway gateway = new TestGateway(
                        issuer,
                        backend.uri(),
                        ROUTE + "[0].id=catalogue",
                        ROUTE + "[0].uri=" + backend.uri(),
                        ROUTE + "[0].predicates=Path=/catalogue/**",
                        ROUTE + "[0].metadata.public=true",
                        ROUTE + "[1].id=accounts",
                        ROUTE + "[1].uri=" + backend.uri(),
                        ROUTE + "[1].predicates=Path=/accounts/**")) {
            assertThat(gateway.send(gateway.request("/catalogue/1")).statusCode())
                    .isEqualTo(200);
            assertThat(gateway.send(gateway.request("/accounts/1")).statusCode())
                    .isEqualTo(401);
            assertThat(gateway.get("/accounts/1", issuer.token()).statusCode()).isEqualTo(200);
            // Who sends a token means it: a bad one is not taken for none.
            assertThat(gateway.get("/catalogue/1", "no-token").statusCode()).isEqualTo(401);
            assertThat(backend.requests).hasSize(2);
        }
    }
}

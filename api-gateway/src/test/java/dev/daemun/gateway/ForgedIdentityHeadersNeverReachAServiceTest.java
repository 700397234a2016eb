package dev.daemun.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import dev.daemun.testissuer.TestIssuer;
import java.net.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForgedIdentityHeadersNeverReachAServiceTest {
    private static final List<String> FORGED = List.of(
            "X-User-Id",
            "x-user-roles",
            "X_User_Id",
            "X-Auth-Request-Email",
            "X-Forwarded-For",
            "X-Forwarded-User",
            "Forwarded",
            "X-Real-IP",
            "Daemun-Subject",
            "daemun-client",
            "Daemun_Session",
            "DAEMUN-ROLES",
            "Daemun-Scopes",
            "Daemun-Require-Role");

    @Test
    void inAnySpelling() {
        try (TestIssuer issuer = TestIssuer.started(JWSAlgorithm.ES256);
                TestBackend backend = new TestBackend();
                TestGateway gateway = new TestGateway(issuer, backend.uri())) {
            HttpRequest.Builder request = gateway.request("/api/me")
                    .header("Authorization", "Bearer " + issuer.token())
                    .header("X-Kept", "kept");
            FORGED.forEach(name -> request.header(name, "for=somebody-else"));
            assertThat(gateway.send(request).statusCode()).isEqualTo(200);
            assertThat(backend.requests).singleElement().satisfies(seen -> {
                assertThat(seen.headers().getFirst("X-Kept")).isEqualTo("kept");
                assertThat(seen.headers().values().toString()).doesNotContain("somebody-else");
            });
        }
    }

    @Test
    void theOriginOfThePageIsJudgedHereAndNotForwarded() {
        try (TestIssuer issuer = TestIssuer.started(JWSAlgorithm.ES256);
                TestBackend backend = new TestBackend();
                TestGateway gateway = new TestGateway(issuer, backend.uri())) {
            String token = "Bearer " + issuer.token();
            String own = gateway.request("/").build().uri().toString().replaceAll("/$", "");
            assertThat(gateway.send(gateway.request("/api/me")
                                    .header("Authorization", token)
                                    .header("Origin", own))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(gateway.send(gateway.request("/api/me")
                                    .header("Authorization", token)
                                    .header("Origin", "https://foreign.example"))
                            .statusCode())
                    .isEqualTo(403);
            assertThat(backend.requests)
                    .singleElement()
                    .satisfies(seen -> assertThat(seen.headers()).doesNotContainKey("Origin"));
        }
    }
}

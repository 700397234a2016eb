package dev.daemun.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.ECKey;
import dev.daemun.testissuer.TestProof;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Without a proof by DPoP for the address that the caller knows, which is the gateway's or the proxy's before it. */
class NoStolenBoundTokenPassesTheGatewayTest {
    @RegisterExtension
    static final RunningGateway RUNNING = new RunningGateway("daemun.gateway.trusted-proxies=127.0.0.1");

    private final ECKey key = TestProof.newKey();
    private final String token = RUNNING.issuer.token(
            header -> header,
            claims -> claims.claim("cnf", Map.of("jkt", TestProof.thumbprint(key)))
                    .claim("roles", List.of("member")));

    @Test
    void withItsProofItPassesAndTheServiceGetsBoth() {
        String proof = proof(here());
        assertThat(call(proof).statusCode()).isEqualTo(200);
        assertThat(RUNNING.backend.requests).singleElement().satisfies(request -> {
            assertThat(request.headers().getFirst("Authorization")).isEqualTo("DPoP " + token);
            assertThat(request.headers().getFirst("DPoP")).isEqualTo(proof);
        });
    }

    @Test
    void aProofIsGoodOnceAndForThisAddressOnly() {
        String proof = proof(here());
        assertThat(call(proof).statusCode()).isEqualTo(200);
        for (String refused : List.of(
                proof,
                proof(RUNNING.backend.uri() + "/orders"),
                proof(here().replace("/api", "")),
                proof("https://api.example.com/api/orders"))) {
            HttpResponse<String> answer = call(refused);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
                    .startsWith("DPoP error=\"invalid_dpop_proof\"");
        }
        assertThat(RUNNING.backend.requests).hasSize(1);
    }

    @Test
    void norAsABearerToken() {
        assertThat(RUNNING.gateway.get("/api/orders", token).statusCode()).isEqualTo(401);
        assertThat(RUNNING.backend.requests).isEmpty();
    }

    @Test
    void behindAProxyTheProofIsForTheProxysAddress() {
        assertThat(forwarded(proof("https://api.example.com/api/orders")).statusCode())
                .isEqualTo(200);
        assertThat(forwarded(proof(here())).statusCode()).isEqualTo(401);
    }

    @Test
    void theGatewayHasMetadataForItselfAndForWhatIsBehindIt() {
        String path = "/.well-known/oauth-protected-resource";
        String root = "http://localhost:" + RUNNING.gateway.port();
        assertThat(RUNNING.gateway.send(RUNNING.gateway.request(path)).body())
                .contains("\"resource\":\"" + root + "\"")
                .contains("\"authorization_servers\":[\"" + RUNNING.issuer.uri() + "\"]");
        assertThat(RUNNING.gateway.send(RUNNING.gateway.request(path + "/api")).body())
                .contains("\"resource\":\"" + root + "/api\"");
        assertThat(RUNNING.gateway
                        .send(RUNNING.gateway.request("/api/orders"))
                        .headers()
                        .allValues("WWW-Authenticate"))
                .anyMatch(challenge -> challenge.contains("resource_metadata=\"" + root + path + "\""))
                .anyMatch(challenge -> challenge.startsWith("DPoP algs="));
        assertThat(RUNNING.backend.requests).isEmpty();
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        return RUNNING.gateway.send(request);
    }

    private HttpResponse<String> call(String proof) {
        return send(with(proof));
    }

    private HttpResponse<String> forwarded(String proof) {
        return send(with(proof)
                .header("X-Forwarded-Proto", "HTTPS")
                .header("X-Forwarded-Host", "API.example.com")
                .header("X-Forwarded-Port", "443")
                .header("X-Forwarded-For", "203.0.113.7"));
    }

    private HttpRequest.Builder with(String proof) {
        return RUNNING.gateway
                .request("/api/orders")
                .header("Authorization", "DPoP " + token)
                .header("DPoP", proof);
    }

    private String proof(String address) {
        return TestProof.of(key, "GET", address, token).sign();
    }

    private static String here() {
        return "http://localhost:" + RUNNING.gateway.port() + "/api/orders";
    }
}

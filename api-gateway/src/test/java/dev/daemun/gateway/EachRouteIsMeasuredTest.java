package dev.daemun.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import dev.daemun.testissuer.TestIssuer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class EachRouteIsMeasuredTest {
    @Test
    void byItsNameAndByNothingOfTheCaller() throws Exception {
        try (TestIssuer issuer = TestIssuer.started(JWSAlgorithm.ES256);
                TestBackend backend = new TestBackend();
                TestGateway gateway = new TestGateway(issuer, backend.uri())) {
            gateway.get("/api/people/somebody@example.com", issuer.token());
            URI metrics = URI.create("http://localhost:" + gateway.managementPort() + "/actuator/prometheus");
            String scrape = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                    .body();
            assertThat(scrape.lines())
                    .anyMatch(line -> line.startsWith("spring_cloud_gateway_requests_seconds_count{")
                            && line.contains("routeId=\"sample\"")
                            && line.contains("httpStatusCode=\"200\"")
                            && line.endsWith(" 1"));
            assertThat(scrape).doesNotContain("somebody");
        }
    }
}

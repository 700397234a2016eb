package dev.daemun.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import dev.daemun.testissuer.TestIssuer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThePageMayOnlyBeItselfTest {
    @Test
    void itsHeadersAreStrictAndItsAssetsAreKept(@TempDir Path page) throws IOException {
        Files.writeString(page.resolve("index.html"), "<!doctype html><title>Page</title>");
        Files.createDirectory(page.resolve("assets"));
        Files.writeString(page.resolve("assets/a.js"), "export {}");
        try (TestIssuer issuer = TestIssuer.away(JWSAlgorithm.ES256);
                TestGateway gateway =
                        new TestGateway(issuer, "http://localhost:1", "daemun.gateway.web-app=file:" + page + "/")) {
            HttpResponse<String> index = gateway.send(gateway.request("/"));
            assertThat(index.statusCode()).isEqualTo(200);
            assertThat(index.body()).contains("<title>Page</title>");
            assertThat(header(index, "Content-Security-Policy"))
                    .contains("default-src 'none'", "connect-src 'self' http://localhost:")
                    .doesNotContain("unsafe", "/realms");
            assertThat(header(index, "X-Frame-Options")).isEqualTo("SAMEORIGIN");
            assertThat(header(index, "Cache-Control")).isEqualTo("no-cache");
            assertThat(gateway.send(gateway.request("/").method("HEAD", BodyPublishers.noBody()))
                            .statusCode())
                    .isEqualTo(200);
            HttpResponse<String> asset = gateway.send(gateway.request("/assets/a.js"));
            assertThat(header(asset, "Cache-Control")).contains("immutable");
            assertThat(gateway.send(gateway.request("/config.json")).body())
                    .contains(
                            "\"issuer\":\"" + issuer.uri() + "\"",
                            "\"clientId\":\"sample-web-app\"",
                            "\"apiUrl\":\"/api\"");
            assertThat(gateway.send(gateway.request("/none.txt")).statusCode()).isEqualTo(404);
            assertThat(gateway.send(gateway.request("/api/orders")).statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void aDirectoryWithoutAPageStopsTheStart(@TempDir Path empty) {
        try (TestIssuer issuer = TestIssuer.away(JWSAlgorithm.ES256)) {
            assertThatThrownBy(() -> new TestGateway(
                                    issuer, "http://localhost:1", "daemun.gateway.web-app=file:" + empty + "/")
                            .close())
                    .rootCause()
                    .hasMessageStartingWith("daemun.gateway.web-app is ");
        }
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}

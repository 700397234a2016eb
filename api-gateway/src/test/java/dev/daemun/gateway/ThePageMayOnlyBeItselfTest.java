package dev.daemun.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.sun.net.httpserver.HttpServer;
import dev.daemun.testissuer.TestIssuer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
            // Nobody answers for the issuer, so nobody knows which providers it has.
            assertThat(gateway.send(gateway.request("/config.json")).body()).contains("\"providers\":null");
            HttpResponse<String> none = gateway.send(gateway.request("/none.txt"));
            assertThat(none.statusCode()).isEqualTo(404);
            assertThat(header(none, "Content-Type")).isEqualTo("application/problem+json");
            for (String mistyped : new String[] {"/odrers", "/or/ders", "/none.txt"}) {
                HttpResponse<String> shown =
                        gateway.send(gateway.request(mistyped).header("Accept", "text/html,*/*;q=0.8"));
                assertThat(shown.statusCode()).isEqualTo(404);
                assertThat(shown.body()).contains("<title>Page</title>");
                assertThat(header(shown, "Content-Security-Policy")).contains("default-src 'none'");
            }
            assertThat(gateway.send(gateway.request("/api/orders")).statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void itOffersOnlyTheProvidersOfTheRealm(@TempDir Path page) throws IOException {
        Files.writeString(page.resolve("index.html"), "<!doctype html><title>Page</title>");
        String web = "daemun.gateway.web-app=file:" + page + "/";
        HttpServer keycloak = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        keycloak.createContext("/realms/test/protocol/openid-connect/auth", exchange -> {
            boolean google = exchange.getRequestURI().getQuery().endsWith("&kc_idp_hint=google");
            if (google) {
                exchange.getResponseHeaders()
                        .set("Location", "https://id.example/realms/test/broker/google/login?client_id=sample-web-app");
            }
            exchange.sendResponseHeaders(google ? 303 : 200, -1);
            exchange.close();
        });
        keycloak.start();
        String realm = "http://localhost:" + keycloak.getAddress().getPort() + "/realms/test";
        try (TestIssuer issuer = TestIssuer.away(JWSAlgorithm.ES256);
                TestGateway gateway = new TestGateway(
                        issuer,
                        "http://localhost:1",
                        web,
                        "spring.security.oauth2.resourceserver.jwt.jwk-set-uri=" + realm
                                + "/protocol/openid-connect/certs")) {
            assertThat(gateway.send(gateway.request("/config.json")).body()).contains("\"providers\":[\"google\"]");
        } finally {
            keycloak.stop(0);
        }
    }

    @Test
    void whatIsLargeIsCompressed(@TempDir Path page) throws IOException {
        Files.writeString(page.resolve("index.html"), "<!doctype html><title>Page</title>");
        Files.createDirectory(page.resolve("assets"));
        Files.writeString(page.resolve("assets/a.js"), "export const a = 1;\n".repeat(5_000));
        try (TestIssuer issuer = TestIssuer.started(JWSAlgorithm.ES256);
                TestBackend backend = new TestBackend();
                TestGateway gateway =
                        new TestGateway(issuer, backend.uri(), "daemun.gateway.web-app=file:" + page + "/")) {
            HttpResponse<String> asset =
                    gateway.send(gateway.request("/assets/a.js").header("Accept-Encoding", "gzip"));
            assertThat(header(asset, "Content-Encoding")).isEqualTo("gzip");
            assertThat(asset.headers().allValues("Vary")).anyMatch(names -> names.contains("Accept-Encoding"));
            assertThat(asset.body().length()).isLessThan(5_000);
            assertThat(header(gateway.send(gateway.request("/assets/a.js")), "Content-Encoding"))
                    .isEmpty();
            backend.answers(200, "application/json", "[" + "1,".repeat(5_000) + "1]");
            HttpResponse<String> list = gateway.send(gateway.request("/api/orders")
                    .header("Authorization", "Bearer " + issuer.token())
                    .header("Accept-Encoding", "gzip"));
            assertThat(header(list, "Content-Encoding")).isEqualTo("gzip");
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

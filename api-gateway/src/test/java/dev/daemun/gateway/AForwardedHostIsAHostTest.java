package dev.daemun.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a trusted proxy passes on may come from its caller; only what has the form of a host, a port, a scheme counts. */
class AForwardedHostIsAHostTest {
    @RegisterExtension
    static final RunningGateway RUNNING = new RunningGateway("daemun.gateway.trusted-proxies=127.0.0.0/8,::1");

    @ParameterizedTest
    @CsvSource({
        "X-Forwarded-Host, a/x",
        "X-Forwarded-Host, a?x",
        "X-Forwarded-Host, user@a",
        "X-Forwarded-Host, a b",
        "X-Forwarded-Host, a:b",
        "X-Forwarded-Host, a:99999",
        "X-Forwarded-Host, '#'",
        "X-Forwarded-Host, '[::1'",
        "X-Forwarded-Host, 'a, b/x'",
        "X-Forwarded-Port, x",
        "X-Forwarded-Port, -1",
        "X-Forwarded-Port, 99999",
        "X-Forwarded-Port, '80/x'",
        "X-Forwarded-Proto, javascript",
        "X-Forwarded-Proto, 'http://x/'",
        "X-Forwarded-For, unknown",
        "X-Forwarded-For, '203.0.113.1:x'",
        "X-Forwarded-For, '[2001:db8::1'",
        "X-Forwarded-For, ','",
    })
    void anythingElseChangesNothing(String header, String value) {
        assertThat(RUNNING.gateway
                        .send(RUNNING.gateway
                                .request("/api/me")
                                .header("Authorization", "Bearer " + RUNNING.issuer.token())
                                .header(header, value))
                        .statusCode())
                .isEqualTo(200);
        assertThat(RUNNING.backend.requests)
                .singleElement()
                .extracting(TestBackend.Request::target)
                .isEqualTo("/me");
    }

    /** A page's own origin is judged by the address that the proxy says it was called at. */
    @ParameterizedTest
    @CsvSource({"shop.example, https, 200", "a/x, https, 403", "shop.example, javascript, 403"})
    void aHostCounts(String host, String scheme, int status) {
        assertThat(RUNNING.gateway
                        .send(RUNNING.gateway
                                .request("/api/me")
                                .header("Authorization", "Bearer " + RUNNING.issuer.token())
                                .header("X-Forwarded-Host", host)
                                .header("X-Forwarded-Proto", scheme)
                                .header("X-Forwarded-Port", "443")
                                .header("Origin", "https://shop.example"))
                        .statusCode())
                .isEqualTo(status);
    }
}

package dev.daemun.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import dev.daemun.testissuer.TestIssuer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NobodyAsksMoreThanTheirShareTest {
    private static final String PER_SUBJECT = "daemun.gateway.limits.per-subject=1";
    private static final String PER_ADDRESS = "daemun.gateway.limits.per-address=1";
    private static final String TRUSTED = "daemun.gateway.trusted-proxies=127.0.0.0/8,::1";

    private final TestIssuer issuer = TestIssuer.started(JWSAlgorithm.ES256);
    private final TestBackend backend = new TestBackend();

    @AfterEach
    void stop() {
        backend.close();
        issuer.close();
    }

    @Test
    void moreTokensAreNoMoreRequestsAndOthersAreServed() {
        try (TestGateway gateway = new TestGateway(issuer, backend.uri(), PER_SUBJECT)) {
            HttpResponse<String> refused = untilRefused(() -> gateway.get("/api/me", issuer.token()));
            assertThat(refused.headers().firstValueAsLong("Retry-After")).hasValue(1);
            assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(refused.body())
                    .contains("\"requestId\":\""
                            + refused.headers().firstValue("X-Request-Id").orElseThrow() + '"');
            String somebodyElse = issuer.token(header -> header, claims -> claims.subject("somebody-else"));
            assertThat(gateway.get("/api/me", somebodyElse).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void anAddressIsRefusedBeforeItsTokenIsLookedAt() {
        try (TestGateway gateway = new TestGateway(issuer, backend.uri(), PER_ADDRESS)) {
            untilRefused(() -> gateway.get("/api/me", "no-token"));
            assertThat(backend.requests).isEmpty();
        }
    }

    @Test
    void whoSaysToComeFromElsewhereIsNotBelieved() {
        try (TestGateway gateway = new TestGateway(issuer, backend.uri(), PER_ADDRESS)) {
            int[] last = {0};
            untilRefused(() -> from(gateway, "192.0.2." + last[0]++));
        }
    }

    @Test
    void behindATrustedProxyEachAddressHasItsOwnShareAndMayClaimNoOther() {
        try (TestGateway gateway = new TestGateway(issuer, backend.uri(), PER_ADDRESS, TRUSTED)) {
            int[] last = {0};
            untilRefused(() -> from(gateway, "192.0.2." + last[0]++ + ", 198.51.100.1, 127.0.0.1"));
            assertThat(from(gateway, "198.51.100.2").statusCode()).isEqualTo(200);
            assertThat(from(gateway, "198.51.100.1, 198.51.100.3").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void theirPortDoesNotMatter() {
        try (TestGateway gateway = new TestGateway(issuer, backend.uri(), PER_ADDRESS, TRUSTED)) {
            int[] port = {0};
            for (String entry :
                    List.of("203.0.113.1:%d", "[2001:db8:1:1::1]:%d", "\"[2001:db8:1:2::1]:%d\"", "203.0.113.3")) {
                untilRefused(() -> from(gateway, entry.formatted(5_000 + port[0]++)));
            }
            assertThat(from(gateway, "203.0.113.2:5000").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aPageOfAnotherOriginCanReadARefusalAndItsQuestionsAreNotCounted() {
        String page = "https://page.example";
        try (TestGateway gateway = new TestGateway(
                issuer, backend.uri(), PER_ADDRESS, "daemun.resource-server.cors.allowed-origins=" + page)) {
            for (int i = 0; i < 20; i++) {
                assertThat(gateway.send(gateway.request("/api/me")
                                        .method("OPTIONS", BodyPublishers.noBody())
                                        .header("Origin", page)
                                        .header("Access-Control-Request-Method", "GET"))
                                .statusCode())
                        .isEqualTo(200);
            }
            HttpResponse<String> refused = untilRefused(() -> gateway.send(gateway.request("/api/me")
                    .header("Authorization", "Bearer " + issuer.token())
                    .header("Origin", page)));
            assertThat(refused.headers().firstValue("Access-Control-Allow-Origin"))
                    .hasValue(page);
            assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        }
    }

    @Test
    void aNetworkOfIpv6IsOneAddress() {
        try (TestGateway gateway = new TestGateway(issuer, backend.uri(), PER_ADDRESS, TRUSTED)) {
            int[] last = {1};
            untilRefused(() -> from(gateway, "2001:db8:1:2::" + Integer.toHexString(last[0]++)));
            assertThat(from(gateway, "2001:db8:1:3::1").statusCode()).isEqualTo(200);
        }
    }

    /** Spring Boot puts every filter of the application before its management endpoints too. */
    @Test
    void whoWatchesTheGatewayIsNeitherCountedNorRefused() {
        try (TestGateway gateway = new TestGateway(issuer, backend.uri(), PER_ADDRESS)) {
            for (int i = 0; i < 20; i++) {
                assertThat(gateway.send(gateway.managementRequest("/actuator/health/readiness"))
                                .statusCode())
                        .isEqualTo(200);
            }
            assertThat(gateway.get("/api/me", issuer.token()).statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "daemun.gateway.limits.per-subject=0, daemun.gateway.limits.per-subject is 0",
        "daemun.gateway.limits.per-address=-1, daemun.gateway.limits.per-address is -1",
        "daemun.gateway.trusted-proxies=everybody, daemun.gateway.trusted-proxies has 'everybody'",
        "daemun.gateway.limits.header-time=0s, daemun.gateway.limits.header-time is PT0S",
        "daemun.gateway.limits.body-time=-1s, daemun.gateway.limits.body-time is PT-1S",
        "daemun.gateway.circuit-breaker.calls=0, daemun.gateway.circuit-breaker.calls is 0",
        "daemun.gateway.circuit-breaker.failure-percentage=101, failure-percentage is 101",
        "daemun.gateway.circuit-breaker.pause=0s, daemun.gateway.circuit-breaker.pause is PT0S",
    })
    void aSettingThatMeansNothingStopsTheStart(String setting, String sentence) {
        assertThatThrownBy(() -> new TestGateway(issuer, backend.uri(), setting).close())
                .rootCause()
                .hasMessageContaining(sentence);
    }

    private HttpResponse<String> from(TestGateway gateway, String way) {
        return gateway.send(gateway.request("/api/me")
                .header("Authorization", "Bearer " + issuer.token())
                .header("X-Forwarded-For", way));
    }

    /** What is asked in one go, many times as much as is allowed in the time that it takes. */
    private static HttpResponse<String> untilRefused(Supplier<HttpResponse<String>> call) {
        for (int i = 0; i < 200; i++) {
            HttpResponse<String> answer = call.get();
            if (answer.statusCode() == 429) {
                return answer;
            }
        }
        throw new AssertionError("Everything was let through.");
    }
}

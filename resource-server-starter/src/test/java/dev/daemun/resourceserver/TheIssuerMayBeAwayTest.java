package dev.daemun.resourceserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.daemun.testissuer.TestIssuer;
import java.net.http.HttpResponse;

class TheIssuerMayBeAwayTest {
    private static final String READINESS = "/actuator/health/readiness";

    @InEachCombination
    void theServiceStartsWithoutItAndBecomesReadyWithIt(Combination combination) {
        try (TestIssuer issuer = TestIssuer.away(combination.algorithm());
                TestService service = TestService.trusting(combination.face(), issuer)) {
            assertThat(service.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
            assertThat(service.get(READINESS).statusCode()).isEqualTo(503);
            assertThat(service.get("/open").statusCode())
                    .as("public paths need no keys")
                    .isEqualTo(200);
            HttpResponse<String> answer = service.get("/me", issuer.token());
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");

            issuer.start();
            await().untilAsserted(() ->
                    assertThat(service.get(READINESS).statusCode()).isEqualTo(200));
            assertThat(service.get("/me", issuer.token()).statusCode()).isEqualTo(200);
        }
    }

    @InEachCombination
    void keysOnceHadOutliveIt(Combination combination) {
        try (TestIssuer issuer = TestIssuer.started(combination.algorithm());
                TestService service = TestService.trusting(combination.face(), issuer)) {
            assertThat(service.get("/me", issuer.token()).statusCode()).isEqualTo(200);
            issuer.goAway();
            assertThat(service.get("/me", issuer.token()).statusCode()).isEqualTo(200);
            assertThat(service.get(READINESS).statusCode()).isEqualTo(200);
            assertThat(service.get("/me", issuer.token(header -> header.keyID("unknown"), claims -> claims))
                            .statusCode())
                    .as("an unknown key can't be asked for, and opens nothing")
                    .isEqualTo(401);
            assertThat(service.get("/me", issuer.token()).statusCode()).isEqualTo(200);
        }
    }

    @InEachCombination
    void aServiceThatKnowsWhereTheKeysAreNeedsNoMetadata(Combination combination) {
        try (TestIssuer issuer = TestIssuer.started(combination.algorithm());
                TestService service = TestService.trusting(
                        combination.face(),
                        issuer,
                        "spring.security.oauth2.resourceserver.jwt.jwk-set-uri=" + issuer.uri() + "/certs")) {
            assertThat(service.get("/me", issuer.token()).statusCode()).isEqualTo(200);
        }
    }

    @InEachCombination
    void metadataOfAnotherIssuerIsNotBelieved(Combination combination) {
        try (TestIssuer issuer = TestIssuer.started(combination.algorithm());
                TestService service = TestService.trusting(
                        combination.face(),
                        issuer,
                        "spring.security.oauth2.resourceserver.jwt.issuer-uri="
                                + issuer.uri().replace("localhost", "127.0.0.1"))) {
            assertThat(service.get(READINESS).statusCode()).isEqualTo(503);
            assertThat(service.get("/me", issuer.token()).statusCode()).isEqualTo(503);
        }
    }
}

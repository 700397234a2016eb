package dev.daemun.resourceserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.daemun.testissuer.TestIssuer;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;

class RememberedTokensExpireAllTheSameTest {
    @InEachCombination
    void atTheMomentThatTheyWouldAnyway(Combination combination) {
        try (TestIssuer issuer = TestIssuer.started(combination.algorithm());
                TestService service = TestService.trusting(
                        combination.face(),
                        issuer,
                        "daemun.resource-server.clock-skew=0s",
                        "daemun.resource-server.public-paths=/actuator/**",
                        "management.endpoints.web.exposure.include=metrics")) {
            String shortLived = issuer.token(
                    header -> header,
                    claims -> claims.expirationTime(Date.from(Instant.now().plusSeconds(3))));
            assertThat(service.get("/me", shortLived).statusCode()).isEqualTo(200);
            assertThat(service.get("/me", shortLived).statusCode()).isEqualTo(200);
            assertThat(service.get("/actuator/metrics/cache.gets?tag=cache:accessTokens&tag=result:hit")
                            .body())
                    .as("the second was a hit")
                    .contains("\"value\":1.0");
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () -> assertThat(service.get("/me", shortLived).statusCode())
                                    .isEqualTo(401));
        }
    }

    @InEachCombination
    void andBoundOnesNeverCountAsBearerTokens(Combination combination) {
        try (TestIssuer issuer = TestIssuer.started(combination.algorithm());
                TestService service = TestService.trusting(combination.face(), issuer)) {
            for (Object confirmation : new Object[] {
                Map.of("jkt", "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"),
                Map.of("x5t#S256", "bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dg2"),
                Map.of("jkt", "a", "x5t#S256", "b"),
                Map.of("jkt", ""),
                Map.of(),
                "jkt"
            }) {
                String bound = issuer.token(header -> header, claims -> claims.claim("cnf", confirmation));
                for (int look = 0; look < 2; look++) {
                    assertThat(service.get("/me", bound).statusCode())
                            .as(confirmation.toString())
                            .isEqualTo(401);
                }
            }
        }
    }
}

package dev.daemun.resourceserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.testissuer.TestIssuer;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

class UnknownKeysNeverHammerTheIssuerTest {
    @InEachCombination
    void fetchesDoNotGrowWithBadTokens(Combination combination) {
        try (TestIssuer issuer = TestIssuer.started(combination.algorithm());
                TestService service = TestService.trusting(combination.face(), issuer)) {
            assertThat(service.get("/me", issuer.token()).statusCode()).isEqualTo(200);
            Instant begin = Instant.now();
            for (int i = 0; i < 300; i++) {
                String unknown = UUID.randomUUID().toString();
                assertThat(service.get("/me", issuer.token(header -> header.keyID(unknown), claims -> claims))
                                .statusCode())
                        .isEqualTo(401);
            }
            long windows = 1 + Duration.between(begin, Instant.now()).toSeconds() / 5;
            assertThat(issuer.keyFetches.get()).isLessThanOrEqualTo((int) (2 * (windows + 1)));
            assertThat(service.get("/me", issuer.token()).statusCode())
                    .as("good tokens are not refused meanwhile")
                    .isEqualTo(200);
        }
    }
}

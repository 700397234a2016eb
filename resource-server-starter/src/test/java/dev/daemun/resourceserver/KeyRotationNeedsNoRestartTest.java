package dev.daemun.resourceserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.testissuer.TestIssuer;

class KeyRotationNeedsNoRestartTest {
    @InEachCombination
    void theNewKeyIsFetchedAndTheOldOneStillCounts(Combination combination) {
        try (TestIssuer issuer = TestIssuer.started(combination.algorithm());
                TestService service = TestService.trusting(combination.face(), issuer)) {
            String before = issuer.token();
            assertThat(service.get("/me", before).statusCode()).isEqualTo(200);
            issuer.rotate();
            assertThat(service.get("/me", issuer.token()).statusCode()).isEqualTo(200);
            assertThat(service.get("/me", before).statusCode()).isEqualTo(200);
        }
    }
}

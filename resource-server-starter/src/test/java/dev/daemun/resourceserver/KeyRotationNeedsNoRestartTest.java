package dev.daemun.resourceserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;

class KeyRotationNeedsNoRestartTest {
    @Algorithms
    void theNewKeyIsFetchedAndTheOldOneStillCounts(JWSAlgorithm algorithm) {
        try (TestIssuer issuer = TestIssuer.started(algorithm);
                TestService service = TestService.trusting(issuer)) {
            String before = issuer.token();
            assertThat(service.get("/me", before).statusCode()).isEqualTo(200);
            issuer.rotate();
            assertThat(service.get("/me", issuer.token()).statusCode()).isEqualTo(200);
            assertThat(service.get("/me", before).statusCode()).isEqualTo(200);
        }
    }
}

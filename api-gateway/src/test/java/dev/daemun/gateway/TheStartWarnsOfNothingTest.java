package dev.daemun.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import dev.daemun.testissuer.TestIssuer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A warning that stands there each time hides the one that matters. */
@ExtendWith(OutputCaptureExtension.class)
class TheStartWarnsOfNothingTest {
    @Test
    void withItsUsualSettings(CapturedOutput log) {
        try (TestIssuer issuer = TestIssuer.started(JWSAlgorithm.ES256);
                TestGateway gateway = new TestGateway(issuer, "http://localhost:1")) {
            assertThat(gateway.port()).isPositive();
        }
        assertThat(log.getAll().lines()).noneMatch(line -> line.contains(" WARN ") || line.contains(" ERROR "));
    }
}

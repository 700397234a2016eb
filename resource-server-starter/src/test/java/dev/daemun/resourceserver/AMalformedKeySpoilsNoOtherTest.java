package dev.daemun.resourceserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.daemun.testissuer.TestIssuer;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** RFC 7517 section 5: what is not understood in a key set is passed over. */
@ExtendWith(OutputCaptureExtension.class)
class AMalformedKeySpoilsNoOtherTest {
    private static final List<String> MALFORMED = List.of(
            "null",
            "42",
            "[]",
            "{}",
            "{\"kid\":\"no-type\"}",
            "{\"kty\":\"FUTURE\",\"kid\":\"unknown-type\"}",
            "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"half-a-point\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\"}",
            "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"off-the-curve\",\"x\":\"AQ\",\"y\":\"AQ\"}",
            "{\"kty\":\"RSA\",\"kid\":\"no-modulus\",\"e\":\"AQAB\"}",
            "{\"kty\":\"RSA\",\"kid\":\"two\\nlines\",\"n\":7,\"e\":[]}");

    @InEachCombination
    void inAFreshService(Combination combination) {
        try (TestIssuer issuer = TestIssuer.started(combination.algorithm())) {
            MALFORMED.forEach(issuer::publish);
            try (TestService service = TestService.trusting(combination.face(), issuer)) {
                assertThat(service.get("/actuator/health/readiness").statusCode())
                        .isEqualTo(200);
                assertThat(service.get("/me", issuer.token()).statusCode()).isEqualTo(200);
            }
        }
    }

    @InEachCombination
    void inARunningOneWhichSaysSo(Combination combination, CapturedOutput output) {
        try (TestIssuer issuer = TestIssuer.started(combination.algorithm());
                TestService service = TestService.trusting(combination.face(), issuer)) {
            assertThat(service.get("/me", issuer.token()).statusCode()).isEqualTo(200);
            MALFORMED.forEach(issuer::publish);
            issuer.rotate();
            assertThat(service.get("/me", issuer.token()).statusCode()).isEqualTo(200);
            assertThat(output.getOut()).containsOnlyOnce("half-a-point").doesNotContain("two\nlines");
        }
    }
}

package dev.daemun.resourceserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import dev.daemun.testissuer.TestIssuer;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class NothingIsServedBeforeWithdrawalsAreKnownTest {
    private static final String READINESS = "/actuator/health/readiness";

    @ParameterizedTest
    @EnumSource
    void theFeedIsReadToItsEndFirst(Face face) {
        try (TestIssuer issuer = TestIssuer.started(JWSAlgorithm.ES256);
                TestFeed feed = TestFeed.away()) {
            String token = issuer.token();
            for (int i = 0; i < 5; i++) {
                feed.withdraw("subject", "\"sub\":\"somebody-" + i + "\"", Instant.now(), "disabled");
            }
            feed.withdraw("client", "\"azp\":\"sample\"", Instant.now(), "client-deleted");
            try (TestService service = TestService.trusting(face, issuer, feed.properties())) {
                await().until(() -> service.get("/actuator/health/liveness").statusCode() == 200);
                assertThat(service.get(READINESS).statusCode()).isEqualTo(503);
                HttpResponse<String> early = service.get("/me", token);
                assertThat(early.statusCode()).isEqualTo(503);
                assertThat(early.headers().firstValue("Retry-After")).isPresent();
                assertThat(service.get("/open").statusCode()).isEqualTo(200);

                feed.start();
                await().until(() -> service.get(READINESS).statusCode() == 200);
                assertThat(service.get("/me", token).statusCode()).isEqualTo(200);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoMayNotReadTheFeedIsToldHowToMendIt(Face face, CapturedOutput output) {
        try (TestIssuer issuer = TestIssuer.started(JWSAlgorithm.ES256);
                TestFeed feed = TestFeed.started();
                TestService service = TestService.trusting(
                        face,
                        issuer,
                        feed.properties("daemun.resource-server.revocation-feed.client-secret=wrong-secret"))) {
            await().until(() -> output.getOut().contains("may read the feed"));
            assertThat(service.get(READINESS).statusCode()).isEqualTo(503);
            assertThat(service.get("/me", issuer.token()).statusCode()).isEqualTo(503);
            assertThat(output.getAll()).doesNotContain("wrong-secret");
        }
    }
}

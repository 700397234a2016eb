package dev.daemun.resourceserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import dev.daemun.testissuer.TestIssuer;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ACallerMayDemandWhatMustBeKnownTest {
    @ParameterizedTest
    @EnumSource
    void andGetsNoAnswerOfAServiceThatIsBehind(Face face) {
        try (TestIssuer issuer = TestIssuer.started(JWSAlgorithm.ES256);
                TestFeed feed = TestFeed.started();
                TestService service = TestService.trusting(face, issuer, feed.properties())) {
            String token = issuer.token();
            await().until(() -> service.get("/me", token).statusCode() == 200);
            assertThat(call(service, token, "log1/0").statusCode()).isEqualTo(200);

            HttpResponse<String> refusal = call(service, token, "log1/1");
            assertThat(refusal.statusCode()).isEqualTo(503);
            assertThat(refusal.headers().firstValue("Retry-After")).contains("1");
            assertThat(refusal.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
            assertThat(refusal.body()).contains("\"status\":503");

            feed.withdraw("session", "\"sid\":\"of-another\"", Instant.now(), "signed-out");
            await().until(() -> call(service, token, "log1/1").statusCode() == 200);
            assertThat(call(service, token, "log1/2").statusCode()).isEqualTo(503);
            assertThat(call(service, token, "log1/1", "log1/2").statusCode())
                    .as("each demand counts")
                    .isEqualTo(503);
            assertThat(call(service, token, "log2/1").statusCode())
                    .as("of another log, of which nothing is known")
                    .isEqualTo(503);
            assertThat(call(service, issuer.token().replaceAll(".{4}$", "AAAA"), "log1/2")
                            .statusCode())
                    .as("nobody else learns how far it has come")
                    .isEqualTo(401);
            for (String nonsense : List.of("", "1", "log1/", "/1", "log1/-1", "log1/9999999999999999999", "a b/1")) {
                assertThat(call(service, token, nonsense).statusCode())
                        .as(nonsense)
                        .isEqualTo(400);
            }
        }
    }

    private static HttpResponse<String> call(TestService service, String token, String... demands) {
        var request = service.request("/me").header("Authorization", "Bearer " + token);
        for (String demand : demands) {
            request.header("Daemun-Log-Position", demand);
        }
        return service.send(request);
    }
}

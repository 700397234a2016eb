package dev.daemun.resourceserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import dev.daemun.freeports.FreePort;
import dev.daemun.testissuer.TestIssuer;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The caller hears no more than before; whoever runs the service reads what is wrong, where, and what to do about it. */
@ExtendWith(OutputCaptureExtension.class)
class TheLogSaysWhatToMendTest {
    private static final String ISSUER = "spring.security.oauth2.resourceserver.jwt.issuer-uri=";
    private static final String INFO = "logging.level.dev.daemun=info";
    private static final String METADATA = "/.well-known/openid-configuration";
    private static final String HEALTH = "/actuator/health";

    @ParameterizedTest
    @EnumSource
    void whenTheRealmIsWrong(Face face, CapturedOutput output) {
        try (TestIssuer issuer = TestIssuer.started(JWSAlgorithm.ES256);
                TestService service = TestService.trusting(face, issuer, detailed(ISSUER + issuer.uri() + "x"))) {
            assertUnavailable(service, issuer);
            assertThat(output.getOut())
                    .containsOnlyOnce(issuer.uri() + "x" + METADATA + " answered with 404")
                    .contains("issuer-uri");
            assertThat(service.get(HEALTH).body()).contains(METADATA + " answered with 404");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whenTheIssuerHasASlashTooMuch(Face face, CapturedOutput output) {
        try (TestIssuer issuer = TestIssuer.started(JWSAlgorithm.ES256);
                TestService service = TestService.trusting(face, issuer, detailed(ISSUER + issuer.uri() + "/"))) {
            assertUnavailable(service, issuer);
            assertThat(output.getOut())
                    .containsOnlyOnce("is of the issuer '" + issuer.uri() + "', not of '" + issuer.uri() + "/'")
                    .contains("issuer-uri");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whenTheIssuerIsAwayAndWhenItIsBack(Face face, CapturedOutput output) {
        try (TestIssuer issuer = TestIssuer.away(JWSAlgorithm.ES256);
                TestService service = TestService.trusting(face, issuer, detailed(INFO))) {
            assertUnavailable(service, issuer);
            assertThat(output.getOut())
                    .containsOnlyOnce(issuer.uri() + METADATA + " can't be reached (java.net.ConnectException");
            assertThat(service.get(HEALTH).body()).contains(METADATA + " can't be reached");
            issuer.start();
            await().until(() -> service.get("/me", issuer.token()).statusCode() == 200);
            assertThat(output.getOut()).containsOnlyOnce("keys can be read again");
            assertThat(service.get(HEALTH).body()).doesNotContain("can't be reached");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whenATokenIsForAnotherServiceOrOfAnotherIssuer(Face face, CapturedOutput output) {
        try (TestIssuer issuer = TestIssuer.started(JWSAlgorithm.ES256);
                TestService service = TestService.trusting(face, issuer)) {
            for (int i = 0; i < 3; i++) {
                assertHearsNothing(
                        service, issuer.token(header -> header, claims -> claims.audience("billing\nFORGED")));
                assertHearsNothing(
                        service, issuer.token(header -> header, claims -> claims.issuer("https://old.example.com")));
            }
            assertThat(output.getOut())
                    .containsOnlyOnce("aud is [billing?FORGED]")
                    .contains("one of [orders]")
                    .containsOnlyOnce("iss is 'https://old.example.com'")
                    .contains("'" + issuer.uri() + "'")
                    .doesNotContain("\nFORGED");
        }
    }

    @ParameterizedTest
    @EnumSource
    void howeverManyStrangeTokensThereAre(Face face, CapturedOutput output) {
        try (TestIssuer issuer = TestIssuer.started(JWSAlgorithm.ES256);
                TestService service = TestService.trusting(face, issuer)) {
            for (int i = 0; i < 60; i++) {
                List<String> audience = List.of("strange-" + i);
                assertHearsNothing(service, issuer.token(header -> header, claims -> claims.audience(audience)));
            }
            assertThat(output.getOut().split("aud is \\[strange-", -1)).hasSizeBetween(2, 30);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | SERVLET  | audience",
                "403 | REACTIVE | read-withdrawals",
                "404 | SERVLET  | realm",
            })
    void whenTheFeedIsRefused(int status, Face face, String mend, CapturedOutput output) {
        try (TestIssuer issuer = TestIssuer.started(JWSAlgorithm.ES256);
                TestFeed feed = TestFeed.started()) {
            feed.answerInstead(status);
            try (TestService service = TestService.trusting(
                    face, issuer, feed.properties("management.endpoint.health.show-details=always"))) {
                String sentence = "/withdrawals/stream answered with " + status;
                await().until(() -> output.getOut().contains(sentence));
                assertThat(output.getOut().lines().filter(line -> line.contains(sentence)))
                        .singleElement()
                        .asString()
                        .contains("ERROR")
                        .contains(mend);
                assertThat(service.get(HEALTH).body()).contains(sentence);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"SERVLET, true", "REACTIVE, true", "SERVLET, false", "REACTIVE, false"})
    void whetherWithdrawnTokensCount(Face face, boolean overKafka, CapturedOutput output) {
        String[] properties = overKafka
                ? new String[] {
                    INFO,
                    "daemun.resource-server.revocation-feed.kafka-topic=withdrawals-test",
                    "spring.kafka.bootstrap-servers=localhost:" + FreePort.next()
                }
                : new String[] {INFO};
        try (TestIssuer issuer = TestIssuer.started(JWSAlgorithm.ES256);
                TestService service = TestService.trusting(face, issuer, properties)) {
            assertThat(service.get("/me", issuer.token()).statusCode()).isEqualTo(overKafka ? 503 : 200);
            String untrue = "count until they expire";
            if (overKafka) {
                assertThat(output.getOut()).doesNotContain(untrue).contains("Kafka's topic withdrawals-test");
            } else {
                assertThat(output.getOut()).containsOnlyOnce(untrue);
            }
        }
    }

    private static String[] detailed(String property) {
        return new String[] {property, "management.endpoint.health.show-details=always"};
    }

    private static void assertUnavailable(TestService service, TestIssuer issuer) {
        for (int i = 0; i < 3; i++) {
            assertThat(service.get("/actuator/health/readiness").statusCode()).isEqualTo(503);
            assertThat(service.get("/me", issuer.token()).statusCode()).isEqualTo(503);
        }
    }

    private static void assertHearsNothing(TestService service, String token) {
        HttpResponse<String> answer = service.get("/me", token);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body() + answer.headers().map()).doesNotContain("billing", "old.example", "orders");
    }
}

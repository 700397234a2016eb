package dev.daemun.resourceserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import dev.daemun.testissuer.TestIssuer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ALostFeedIsCaughtUpTest {
    private static final String READINESS = "/actuator/health/readiness";

    @Test
    void fromWhereItWasLost() {
        try (TestIssuer issuer = TestIssuer.started(JWSAlgorithm.ES256);
                TestFeed feed = TestFeed.started();
                TestService service = ready(Face.SERVLET, issuer, feed)) {
            String token = issuer.token();
            feed.goAway();
            feed.withdraw("subject", "\"sub\":\"" + TestIssuer.SUBJECT + "\"", Instant.now(), "disabled");
            assertThat(service.get("/me", token).statusCode())
                    .as("the service can't know yet")
                    .isEqualTo(200);
            int before = feed.fromTheBeginning.get();
            feed.start();
            await().until(() -> service.get("/me", token).statusCode() == 401);
            assertThat(feed.fromTheBeginning).as("went on from its cursor").hasValue(before);
        }
    }

    @Test
    void aRestoredIssuerIsReadAnewAndWhatWasKnownStaysDenied() {
        try (TestIssuer issuer = TestIssuer.started(JWSAlgorithm.ES256);
                TestFeed feed = TestFeed.started();
                TestService service = ready(Face.SERVLET, issuer, feed)) {
            String token = issuer.token();
            feed.withdraw("subject", "\"sub\":\"" + TestIssuer.SUBJECT + "\"", Instant.now(), "disabled");
            await().until(() -> service.get("/me", token).statusCode() == 401);
            int before = feed.fromTheBeginning.get();
            feed.restoreAnother();
            await().until(() -> feed.fromTheBeginning.get() > before);
            assertThat(service.get("/me", token).statusCode()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 429, 500, 503})
    void fromWhateverItAnswersMeanwhile(int status) {
        try (TestIssuer issuer = TestIssuer.started(JWSAlgorithm.ES256);
                TestFeed feed = TestFeed.started();
                TestService service = ready(Face.SERVLET, issuer, feed)) {
            String token = issuer.token();
            feed.answerInstead(status);
            feed.withdraw("subject", "\"sub\":\"" + TestIssuer.SUBJECT + "\"", Instant.now(), "disabled");
            feed.answerInstead(200);
            await().until(() -> service.get("/me", token).statusCode() == 401);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerThatStopsInsideItsBodyHangsNothing(Face face) {
        try (TestIssuer issuer = TestIssuer.started(JWSAlgorithm.ES256);
                TestFeed feed = TestFeed.started();
                TestService service = ready(face, issuer, feed, "daemun.resource-server.revocation-feed.max-age=3s")) {
            String token = issuer.token();
            feed.stopInsideTheBody(true);
            await().until(() -> feed.stopped.get() > 0);
            feed.stopInsideTheBody(false);
            feed.withdraw("subject", "\"sub\":\"" + TestIssuer.SUBJECT + "\"", Instant.now(), "disabled");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> service.get("/me", token).statusCode() == 401);
        }
    }

    @ParameterizedTest
    @EnumSource
    void meanwhileEachPathFollowsItsRule(Face face, CapturedOutput output) {
        try (TestIssuer issuer = TestIssuer.started(JWSAlgorithm.ES256);
                TestFeed feed = TestFeed.started();
                TestService service = ready(
                        face,
                        issuer,
                        feed,
                        "daemun.resource-server.revocation-feed.max-age=3s",
                        "daemun.resource-server.revocation-feed.deny-when-stale=/members/**")) {
            String token = issuer.token();
            assertThat(service.get("/members", token).statusCode()).isEqualTo(200);
            feed.goAway();
            await().until(() -> service.get("/members", token).statusCode() == 503);
            assertThat(service.get("/members", token).headers().firstValue("Retry-After"))
                    .isPresent();
            assertThat(service.get("/me", token).statusCode()).isEqualTo(200);
            assertThat(service.get(READINESS).statusCode()).isEqualTo(200);
            await().until(() -> output.getOut().contains("Withdrawals were last known completely"));

            feed.start();
            await().until(() -> service.get("/members", token).statusCode() == 200);
        }
    }

    /** A node of the issuer is frozen: the feed is read without a failure, and is complete no longer. */
    @ParameterizedTest
    @EnumSource
    void aFeedThatAnswersButIsNotCompleteIsNoKnowledge(Face face) {
        try (TestIssuer issuer = TestIssuer.started(JWSAlgorithm.ES256);
                TestFeed feed = TestFeed.started();
                TestService service = ready(
                        face,
                        issuer,
                        feed,
                        "management.endpoint.health.show-details=always",
                        "daemun.resource-server.revocation-feed.max-age=3s",
                        "daemun.resource-server.revocation-feed.deny-when-stale=/members/**")) {
            String token = issuer.token();
            assertThat(service.get("/members", token).statusCode()).isEqualTo(200);
            Instant frozen = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            feed.completeUntil(frozen);
            await().until(() -> service.get("/members", token).statusCode() == 503);
            assertThat(service.get("/actuator/health/withdrawals").body())
                    .contains("\"stale\":true", "\"completeUntil\":\"" + frozen + "\"");

            feed.completeUntil(null);
            await().until(() -> service.get("/members", token).statusCode() == 200);
        }
    }

    /** Nothing that the feed says of long ago lets anybody in. */
    @Test
    void norDoesItMakeAServiceReady() {
        try (TestIssuer issuer = TestIssuer.started(JWSAlgorithm.ES256);
                TestFeed feed = TestFeed.started()) {
            feed.completeUntil(Instant.now().minus(Duration.ofHours(20)));
            try (TestService service =
                    TestService.trusting(Face.SERVLET, issuer, feed.properties("logging.level.dev.daemun=info"))) {
                await().until(() -> feed.fromTheBeginning.get() > 0);
                assertThat(service.get(READINESS).statusCode()).isEqualTo(503);
                assertThat(service.get("/me", issuer.token()).statusCode()).isEqualTo(503);
                feed.completeUntil(null);
                await().until(() -> service.get(READINESS).statusCode() == 200);
            }
        }
    }

    private static TestService ready(Face face, TestIssuer issuer, TestFeed feed, String... properties) {
        TestService service = TestService.trusting(face, issuer, feed.properties(properties));
        await().until(() -> service.get(READINESS).statusCode() == 200);
        return service;
    }
}

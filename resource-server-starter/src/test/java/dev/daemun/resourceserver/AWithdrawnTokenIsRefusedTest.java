package dev.daemun.resourceserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import dev.daemun.testissuer.TestIssuer;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** On either stack, also where the token was let in and remembered before. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
abstract class AWithdrawnTokenIsRefusedTest {
    private static final String SECOND_NAME = "orders-of-old";

    private final Face face;
    private final TestIssuer issuer = TestIssuer.started(JWSAlgorithm.ES256);
    private final TestFeed feed = TestFeed.started();
    private TestService service;

    AWithdrawnTokenIsRefusedTest(Face face) {
        this.face = face;
    }

    @BeforeAll
    void start() {
        service = TestService.trusting(
                face,
                issuer,
                feed.properties(
                        "daemun.resource-server.clock-skew=5m",
                        "logging.level.dev.daemun=info",
                        "spring.security.oauth2.resourceserver.jwt.audiences=" + TestIssuer.AUDIENCE + ","
                                + SECOND_NAME));
        await().until(() -> service.get("/actuator/health/readiness").statusCode() == 200);
    }

    @AfterAll
    void stop() {
        service.close();
        feed.close();
        issuer.close();
    }

    /** The feed forgets a withdrawal when its tokens have expired; this service takes them for as long again as clocks may differ. */
    @Test
    void forAsLongAsItWouldBeAccepted() {
        Instant now = Instant.now();
        String token = issuer.token(
                header -> header,
                claims -> claims.subject("U-skew")
                        .issueTime(Date.from(now.minusSeconds(200)))
                        .expirationTime(Date.from(now.minusSeconds(10))));
        assertThat(service.get("/me", token).statusCode()).isEqualTo(200);
        feed.withdraw("subject", "\"sub\":\"U-skew\"", now, now.minusSeconds(5), "disabled");
        await().until(() -> service.get("/me", token).statusCode() == 401);
        String next = issuer.token(header -> header, claims -> claims.jwtID("T-next"));
        feed.withdraw("token", "\"jti\":\"T-next\"", now.plusSeconds(1), "it-happened");
        await().until(() -> service.get("/me", next).statusCode() == 401);
        assertThat(service.get("/me", token).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "session           | \"sid\":\"S1\"                   | S1 | C  | U  | T  | R",
                "client-session    | \"sid\":\"S2\",\"azp\":\"C2\"  | S2 | C2 | U  | T  | R",
                "subject           | \"sub\":\"U3\"                   | S  | C  | U3 | T  | R",
                "subject-at-client | \"sub\":\"U4\",\"azp\":\"C4\"  | S  | C4 | U4 | T  | R",
                "token             | \"jti\":\"T5\"                   | S  | C  | U  | T5 | R",
                "client            | \"azp\":\"C6\"                   | S  | C6 | U  | T  | R",
                "role              | \"role\":\"R7\"                  | S  | C  | U  | T  | R7",
            })
    void whateverKindOfWithdrawal(
            String kind, String claims, String sid, String azp, String sub, String jti, String role) {
        Instant now = Instant.now();
        String old = token(now.minusSeconds(2), sid, azp, sub, jti, role);
        String ahead = token(now.plusSeconds(1), sid, azp, sub, jti, role);
        String fresh = token(now.plusSeconds(3), sid, azp, sub, jti, role);
        String unrelated = token(now.minusSeconds(2), "S-other", "C-other", "U-other", "T-other", "R-other");
        assertThat(service.get("/me", old).statusCode()).isEqualTo(200);

        feed.withdraw(kind, claims, now, "it-happened");
        await().until(() -> service.get("/me", old).statusCode() == 401);
        HttpResponse<String> refused = service.get("/me", old);
        assertThat(refused.headers().firstValue("WWW-Authenticate").orElse(""))
                .contains("error=\"invalid_token\"", "error_description=\"The token was withdrawn: it-happened\"");
        assertThat(refused.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(refused.body()).contains("\"reason\":\"it-happened\"");

        assertThat(service.get("/me", ahead).statusCode())
                .as("issued by a node whose clock is a second ahead")
                .isEqualTo(401);
        assertThat(service.get("/me", fresh).statusCode())
                .as("issued since, though no later token can be of a session that has ended")
                .isEqualTo(kind.equals("session") ? 401 : 200);
        assertThat(service.get("/me", unrelated).statusCode()).isEqualTo(200);
        assertThat(service.get("/open").statusCode()).isEqualTo(200);
    }

    /** Another service of the same issuer was disabled, and then this one: each heeds what it is called. */
    @Test
    void anAudienceThatIsThisService() {
        Instant now = Instant.now();
        String token = forAudiences(TestIssuer.AUDIENCE, "billing");
        feed.withdraw("audience", "\"aud\":\"billing\"", now, "billing-disabled");
        feed.withdraw("token", "\"jti\":\"T-after-billing\"", now, "it-happened");
        String next = issuer.token(header -> header, claims -> claims.jwtID("T-after-billing"));
        await().until(() -> service.get("/me", next).statusCode() == 401);
        assertThat(service.get("/me", token).statusCode()).isEqualTo(200);

        feed.withdraw("audience", "\"aud\":\"" + SECOND_NAME + "\"", now, "second-name-disabled");
        String second = forAudiences(SECOND_NAME);
        await().until(() -> service.get("/me", second).statusCode() == 401);
        assertThat(service.get("/me", second).body()).contains("\"reason\":\"second-name-disabled\"");
        assertThat(service.get("/me", forAudiences(SECOND_NAME, TestIssuer.AUDIENCE))
                        .statusCode())
                .as("good for its other name")
                .isEqualTo(200);
    }

    /** The account is gone for ever, so nothing depends on the clock of the node that issued the token. */
    @Test
    void aDeletedUsersTokenWheneverItWasIssued() {
        Instant now = Instant.now();
        String ahead = issuer.token(
                header -> header, claims -> claims.subject("U-deleted").issueTime(Date.from(now.plusSeconds(20))));
        String token = issuer.token(
                header -> header, claims -> claims.subject("U-disabled").issueTime(Date.from(now.plusSeconds(20))));
        feed.withdraw("subject", "\"sub\":\"U-disabled\"", now, "disabled");
        feed.withdraw("subject", "\"sub\":\"U-deleted\"", now, "deleted");
        await().until(() -> service.get("/me", ahead).statusCode() == 401);
        assertThat(service.get("/me", token).statusCode())
                .as("perhaps enabled again and signed in since")
                .isEqualTo(200);
    }

    /** From the person who was refused, or their session, to the event that says who did it; no text of a token. */
    @Test
    void andTheLogLeadsToTheEvent(CapturedOutput output) {
        String token = issuer.token(
                header -> header,
                claims -> claims.subject("U-asks").jwtID("T-asks").claim("sid", "S-\nasks"));
        feed.withdraw("subject", "\"sub\":\"U-asks\"", Instant.now(), "password-changed");
        await().until(() -> service.get("/me", token).statusCode() == 401);
        service.get("/me", token);
        assertThat(output)
                .containsOnlyOnce(
                        "A token of user U-asks, session S-?asks, client web, is refused because it was withdrawn:"
                                + " password-changed, by the event at position " + feed.lastPosition()
                                + " of the issuer's")
                .doesNotContain(token.substring(token.lastIndexOf('.')));
    }

    private String forAudiences(String... audiences) {
        return issuer.token(header -> header, claims -> claims.audience(List.of(audiences)));
    }

    private String token(Instant issuedAt, String sid, String azp, String sub, String jti, String role) {
        return issuer.token(
                header -> header,
                claims -> claims.issueTime(Date.from(issuedAt))
                        .subject(sub)
                        .jwtID(jti)
                        .claim("sid", sid)
                        .claim("azp", azp)
                        .claim("roles", List.of("member", role)));
    }
}

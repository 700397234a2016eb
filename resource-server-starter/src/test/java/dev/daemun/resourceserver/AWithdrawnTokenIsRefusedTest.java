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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On either stack, also where the token was let in and remembered before. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AWithdrawnTokenIsRefusedTest {
    private final Face face;
    private final TestIssuer issuer = TestIssuer.started(JWSAlgorithm.ES256);
    private final TestFeed feed = TestFeed.started();
    private TestService service;

    AWithdrawnTokenIsRefusedTest(Face face) {
        this.face = face;
    }

    @BeforeAll
    void start() {
        service = TestService.trusting(face, issuer, feed.properties("daemun.resource-server.clock-skew=5m"));
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
        String fresh = token(now.plusSeconds(1), sid, azp, sub, jti, role);
        String unrelated = token(now.minusSeconds(2), "S-other", "C-other", "U-other", "T-other", "R-other");
        assertThat(service.get("/me", old).statusCode()).isEqualTo(200);

        feed.withdraw(kind, claims, now, "it-happened");
        await().until(() -> service.get("/me", old).statusCode() == 401);
        HttpResponse<String> refused = service.get("/me", old);
        assertThat(refused.headers().firstValue("WWW-Authenticate").orElse("")).contains("error=\"invalid_token\"");
        assertThat(refused.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(refused.body()).contains("\"reason\":\"it-happened\"");

        assertThat(service.get("/me", fresh).statusCode()).as("issued since").isEqualTo(200);
        assertThat(service.get("/me", unrelated).statusCode()).isEqualTo(200);
        assertThat(service.get("/open").statusCode()).isEqualTo(200);
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

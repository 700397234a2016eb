package dev.daemun.resourceserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import dev.daemun.testissuer.TestIssuer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each gateway in the form in which it asks. That nginx and Caddy themselves do so is tried in the system tests. */
@ParameterizedClass
@EnumSource(Face.class)
class AnyGatewayMayAskTest {
    private static final String CHECK = "/daemun/authorize";
    private static final String ON = "daemun.resource-server.external-authorization=true";

    @Parameter
    Face face;

    private static TestIssuer issuer;
    private static TestFeed feed;
    private static TestService service;

    @BeforeParameterizedClassInvocation
    static void start(Face face) {
        issuer = TestIssuer.started(JWSAlgorithm.ES256);
        feed = TestFeed.started();
        service = TestService.trusting(face, issuer, feed.properties(ON));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> service.get("/actuator/health/readiness").statusCode() == 200);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        service.close();
        feed.close();
        issuer.close();
    }

    @Test
    void whoCallsIsToldInHeadersThatEndNowhereElse() {
        String token = issuer.token(
                header -> header,
                claims -> claims.subject("f:1:김, \"x\"\r\nDaemun-Roles: manager")
                        .claim("azp", "web")
                        .claim("sid", "S1")
                        .claim("scope", "orders openid")
                        .claim("roles", List.of("member", "a,b", "점장")));
        HttpResponse<String> answer = service.get(CHECK, token);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(callerHeaders(answer))
                .isEqualTo(Map.of(
                        "daemun-subject",
                        List.of("f%3A1%3A%EA%B9%80%2C%20%22x%22%0D%0ADaemun-Roles%3A%20manager"),
                        "daemun-client",
                        List.of("web"),
                        "daemun-session",
                        List.of("S1"),
                        "daemun-roles",
                        List.of("a%2Cb,member,%EC%A0%90%EC%9E%A5"),
                        "daemun-scopes",
                        List.of("openid,orders")));
        assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    /** So that a gateway that copies them replaces what the caller has sent. */
    @Test
    void whatTheTokenDoesNotSayIsSaidToBeEmpty() {
        String token = issuer.token(
                header -> header,
                claims -> claims.claim("azp", null)
                        .claim("sid", null)
                        .claim("scope", null)
                        .claim("roles", 42));
        assertThat(callerHeaders(service.get(CHECK, token)))
                .isEqualTo(Map.of(
                        "daemun-subject",
                        List.of(TestIssuer.SUBJECT),
                        "daemun-client",
                        List.of(""),
                        "daemun-session",
                        List.of(""),
                        "daemun-roles",
                        List.of(""),
                        "daemun-scopes",
                        List.of("")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                 | 200",
                "?                                | 200",
                "?role=member                     | 200",
                "?role=manager                    | 403",
                "?role=member,manager             | 403",
                "?role=member&role=manager        | 403",
                "?role=Member                     | 403",
                "?role=ROLE_member                | 403",
                "?role=%6dember                   | 200",
                "?scope=orders                    | 200",
                "?scope=orders&role=member        | 200",
                "?scope=billing                   | 403",
                "?scope=member                    | 403",
                "?role=orders                     | 403",
                "?audience=orders                 | 200",
                "?audience=billing                | 403",
                "?audience=orders,billing         | 403",
                "?role=                           | 400",
                "?role                            | 400",
                "?role=member,                    | 400",
                "?role=%20                        | 400",
                "?rol=manager                     | 400",
                "?roles=manager                   | 400",
                "?Role=manager                    | 400",
                "?role=member&                    | 400",
                "?page=1                          | 400",
                "/                                | 404",
                "/?role=manager                   | 404",
                "/elsewhere                       | 404",
                "/path                            | 404",
                "/path/                           | 200",
                "/path/orders?role=manager&page=1 | 200",
            })
    void whatTheGatewayDemandsInItsQuery(String rest, int status) {
        String token = issuer.token(
                header -> header,
                claims -> claims.claim("scope", "openid orders").claim("roles", List.of("member")));
        HttpResponse<String> answer = service.get(CHECK + (rest == null ? "" : rest), token);
        assertThat(answer.statusCode()).isEqualTo(status);
        if (status != 200) {
            assertThat(callerHeaders(answer)).isEmpty();
            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        }
        if (status == 403) {
            assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
                    .contains("insufficient_scope");
        }
    }

    /** Envoy asks with method, path and query of the call, and what it demands stands in headers. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "/daemun/authorize,           Daemun-Require-Role,     member,         200",
                "/daemun/authorize,           Daemun-Require-Role,     manager,        403",
                "/daemun/authorize,           daemun-require-role,     'member, auditor', 403",
                "/daemun/authorize/path/a?b,  Daemun-Require-Role,     member,         200",
                "/daemun/authorize/path/a?b,  Daemun-Require-Role,     manager,        403",
                "/daemun/authorize/path/a?b,  Daemun-Require-Scope,    billing,        403",
                "/daemun/authorize/path/a?b,  Daemun-Require-Audience, billing,        403",
                "/daemun/authorize/path/a?b,  Daemun-Require-Rol,      member,         400",
                "/daemun/authorize/path/a?b,  Daemun-Require-Role,     '',             400",
                "/daemun/authorize/path/a?b,  Daemun-Require-Role,     %,              400",
                "/daemun/authorize/path/a//b, -,                       -,              400",
            })
    void whateverTheMethodOfTheCall(String path, String header, String value, int status) {
        for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE")) {
            HttpRequest.Builder request = service.request(path)
                    .method(method, BodyPublishers.ofString("role=member"))
                    .header("Authorization", "Bearer " + issuer.token())
                    .header("Content-Type", "application/x-www-form-urlencoded");
            if (header != null) {
                request.header(header, value);
            }
            assertThat(service.send(request).statusCode()).as(method).isEqualTo(status);
        }
    }

    /** nginx, Caddy and Traefik send the headers of the call, which may come from a page. */
    @ParameterizedTest
    @ValueSource(strings = {"https://shop.example.com", "null"})
    void theOriginIsOfACallToSomewhereElse(String origin) {
        HttpResponse<String> answer = service.send(service.request(CHECK)
                .header("Authorization", "Bearer " + issuer.token())
                .header("Origin", origin)
                .header("X-Forwarded-Method", "POST")
                .header("X-Forwarded-Uri", "/orders?page=1"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control"));
    }

    /** Whoever forges what only the gateway says gains nothing by it. */
    @Test
    void nothingThatTheCallerSaysOpensAnything() {
        String token = issuer.token();
        for (Map<String, String> forged : List.of(
                Map.of("X-Original-URI", "/open"),
                Map.of("X-Forwarded-Uri", "/open", "X-Forwarded-Method", "OPTIONS"),
                Map.of("Daemun-Roles", "manager"),
                Map.of("Daemun-Require-Role", "member"),
                Map.of("Daemun-Subject", "admin", "X-HTTP-Method-Override", "OPTIONS"))) {
            HttpRequest.Builder refused =
                    service.request(CHECK + "?role=manager").header("Authorization", "Bearer " + token);
            HttpRequest.Builder anonymous = service.request(CHECK);
            forged.forEach(refused::header);
            forged.forEach(anonymous::header);
            assertThat(service.send(refused).statusCode()).as(forged.toString()).isEqualTo(403);
            assertThat(service.send(anonymous).statusCode())
                    .as(forged.toString())
                    .isEqualTo(401);
        }
    }

    @Test
    void theRefusalsAreTheStandardOnes() {
        HttpResponse<String> none = service.get(CHECK);
        assertThat(none.statusCode()).isEqualTo(401);
        assertThat(none.headers().firstValue("WWW-Authenticate").orElse(""))
                .startsWith("Bearer")
                .doesNotContain("error");
        HttpResponse<String> forged = service.get(CHECK, issuer.token() + "A");
        assertThat(forged.statusCode()).isEqualTo(401);
        assertThat(forged.headers().firstValue("WWW-Authenticate").orElse("")).contains("invalid_token");
        assertThat(service.send(service.request(CHECK)
                                .header("Authorization", "Bearer " + issuer.token())
                                .header("Authorization", "Bearer " + issuer.token()))
                        .statusCode())
                .isEqualTo(400);
        String bound = issuer.token(header -> header, claims -> claims.claim("cnf", Map.of("jkt", "x")));
        assertThat(service.get(CHECK, bound).statusCode())
                .as("nobody here sees the call that a proof would be for")
                .isEqualTo(401);
        assertThat(service.send(service.request(CHECK)
                                .header("Authorization", "DPoP " + bound)
                                .header("DPoP", "a.b.c"))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aWithdrawnTokenIsRefused() {
        String token = issuer.token(header -> header, claims -> claims.jwtID("T-gateway"));
        assertThat(service.get(CHECK, token).statusCode()).isEqualTo(200);
        feed.withdraw("token", "\"jti\":\"T-gateway\"", Instant.now(), "signed-out");
        await().until(() -> service.get(CHECK, token).statusCode() == 401);
        HttpResponse<String> refused = service.get(CHECK, token);
        assertThat(refused.body()).contains("\"reason\":\"signed-out\"");
        assertThat(callerHeaders(refused)).isEmpty();
    }

    @Test
    void withoutThePropertyNobodyIsAnswered() {
        try (TestService off = TestService.trusting(face, issuer)) {
            assertThat(off.get(CHECK, issuer.token()).statusCode()).isEqualTo(404);
            assertThat(off.get(CHECK).statusCode()).isEqualTo(401);
        }
    }

    /** Else the service would answer before it knows what was withdrawn. */
    @Test
    void beforeWithdrawalsAreKnownNobodyIsLetIn() {
        try (TestFeed away = TestFeed.away();
                TestService unready = TestService.trusting(face, issuer, away.properties(ON))) {
            HttpResponse<String> answer = unready.get(CHECK, issuer.token());
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        }
    }

    private static Map<String, List<String>> callerHeaders(HttpResponse<String> answer) {
        Map<String, List<String>> all = new TreeMap<>(answer.headers().map());
        all.keySet().removeIf(name -> !name.startsWith("daemun-"));
        return all;
    }
}

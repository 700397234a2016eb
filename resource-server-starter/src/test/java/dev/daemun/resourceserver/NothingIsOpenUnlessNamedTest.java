package dev.daemun.resourceserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import dev.daemun.testissuer.TestIssuer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(Face.class)
class NothingIsOpenUnlessNamedTest {
    @Parameter
    Face face;

    private static TestIssuer issuer;
    private static TestService service;

    @BeforeParameterizedClassInvocation
    static void start(Face face) {
        issuer = TestIssuer.started(JWSAlgorithm.ES256);
        service = TestService.trusting(
                face, issuer, "daemun.resource-server.cors.allowed-origins=https://shop.example.com");
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        service.close();
        issuer.close();
    }

    /** Tomcat dispatches what failed once more; refusing that would send people to look at their token. */
    @ParameterizedTest
    @CsvSource({
        "GET, //me, 400",
        "GET, /me;a=b, 400",
        "GET, /nothing-here, 404",
        "DELETE, /me, 405",
        "GET, /broken, 500",
    })
    void withAGoodTokenAFaultIsAnsweredAsWhatItIs(String method, String path, int status) {
        HttpResponse<String> answer = service.send(service.request(path)
                .method(method, BodyPublishers.noBody())
                .header("Authorization", "Bearer " + issuer.token()));
        assertThat(answer.statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/me",
                "/",
                "/nothing-here",
                "/error",
                "/actuator",
                "/actuator/env",
                "/open/",
                "/open/x",
                "//open"
            })
    void withoutATokenThereIsNothing(String path) {
        HttpResponse<String> answer = service.get(path);
        assertThat(answer.statusCode()).isIn(400, 401);
        assertThat(answer.body()).doesNotContain("Whitelabel", "Exception");
    }

    @Test
    void theRefusalIsTheStandardOne() {
        HttpResponse<String> answer = service.get("/me");
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
                .as("RFC 6750 section 3.1: no error code where no token was sent")
                .startsWith("Bearer")
                .doesNotContain("error");
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.body()).contains("\"title\":\"Unauthorized\"");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    }

    @Test
    void namedPathsAreOpen() {
        assertThat(service.get("/open").statusCode()).isEqualTo(200);
    }

    @Test
    void rolesAndScopesBecomeAuthorities() {
        assertThat(service.get("/members", issuer.token()).statusCode()).isEqualTo(200);
        HttpResponse<String> refused = service.get("/managers", issuer.token());
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.headers().firstValue("WWW-Authenticate").orElse("")).contains("insufficient_scope");
        assertThat(refused.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
    }

    @Test
    void strangeRolesGiveNothingAndBreakNothing() {
        for (Object roles : Arrays.asList(
                null,
                "manager",
                42,
                true,
                Map.of("manager", true),
                List.of(List.of("manager"), Map.of("role", "manager"), 1, ""),
                List.of("ROLE_manager", "Manager", " manager", "manager "))) {
            String token = issuer.token(header -> header, claims -> claims.claim("roles", roles));
            assertThat(service.get("/managers", token).statusCode())
                    .as(String.valueOf(roles))
                    .isEqualTo(403);
        }
    }

    @Test
    void aPageOfAnotherOriginMayOnlyCallWhenNamed() {
        assertThat(preflight("https://shop.example.com").headers().firstValue("Access-Control-Allow-Origin"))
                .contains("https://shop.example.com");
        for (String origin : List.of(
                "https://attacker.example.com",
                "https://shop.example.com.attacker.com",
                "http://shop.example.com",
                "null")) {
            HttpResponse<String> answer = preflight(origin);
            assertThat(answer.statusCode()).as(origin).isEqualTo(403);
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
        }
        assertThat(preflight("https://shop.example.com").headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
    }

    @Test
    void withoutNamedOriginsNoPageMayCall() {
        try (TestService closed = TestService.trusting(face, issuer)) {
            HttpResponse<String> answer = closed.send(closed.request("/me")
                    .header("Origin", "https://shop.example.com")
                    .header("Access-Control-Request-Method", "GET")
                    .method("OPTIONS", BodyPublishers.noBody()));
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
        }
    }

    private static HttpResponse<String> preflight(String origin) {
        return service.send(service.request("/me")
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "authorization")
                .method("OPTIONS", BodyPublishers.noBody()));
    }
}

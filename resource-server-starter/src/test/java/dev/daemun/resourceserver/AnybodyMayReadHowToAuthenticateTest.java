package dev.daemun.resourceserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import dev.daemun.testissuer.TestIssuer;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The metadata of RFC 9728, where a refusal says that it is. */
class AnybodyMayReadHowToAuthenticateTest {
    private static final TestIssuer ISSUER = TestIssuer.started(JWSAlgorithm.ES256);
    private static final String PATH = "/.well-known/oauth-protected-resource";
    private static final Pattern ADDRESS = Pattern.compile("resource_metadata=\"([^\"]+)\"");

    @AfterAll
    static void stop() {
        ISSUER.close();
    }

    @ParameterizedTest
    @EnumSource
    void atTheAddressInTheRefusal(Face face) {
        try (TestService service = TestService.trusting(face, ISSUER)) {
            String here = "http://localhost:" + service.port();
            assertThat(addressIn(service.get("/me"))).isEqualTo(here + PATH);
            JsonNode metadata = metadata(service.get(PATH));
            assertThat(metadata.propertyNames())
                    .containsExactlyInAnyOrder(
                            "resource",
                            "authorization_servers",
                            "bearer_methods_supported",
                            "dpop_signing_alg_values_supported");
            assertThat(metadata.get("resource").asString()).isEqualTo(here);
            assertThat(metadata.get("authorization_servers"))
                    .extracting(JsonNode::asString)
                    .containsExactly(ISSUER.uri());
            assertThat(metadata.get("bearer_methods_supported"))
                    .extracting(JsonNode::asString)
                    .containsExactly("header");
            assertThat(metadata.get("dpop_signing_alg_values_supported"))
                    .extracting(JsonNode::asString)
                    .contains("ES256", "PS256")
                    .doesNotContain("none", "HS256", "ES256K");
            // A part of the service is named by what follows the path (RFC 9728 section 3.1).
            assertThat(metadata(service.get(PATH + "/orders")).get("resource").asString())
                    .isEqualTo(here + "/orders");
        }
    }

    @ParameterizedTest
    @EnumSource
    void behindAGatewayWithAPrefix(Face face) {
        String root = "https://api.example.com";
        try (TestService service = TestService.trusting(
                face, ISSUER, "daemun.resource-server.public-urls=" + root + "/api,http://other")) {
            assertThat(addressIn(service.get("/me"))).isEqualTo(root + PATH + "/api");
            assertThat(metadata(service.get(PATH)).get("resource").asString()).isEqualTo(root + "/api");
        }
        // The gateway itself, which answers for what is behind it.
        try (TestService gateway = TestService.trusting(face, ISSUER, "daemun.resource-server.public-urls=" + root)) {
            assertThat(metadata(gateway.get(PATH + "/api")).get("resource").asString())
                    .isEqualTo(root + "/api");
            assertThat(addressIn(gateway.get("/me"))).isEqualTo(root + PATH);
        }
    }

    @ParameterizedTest
    @EnumSource
    void inAnApplicationWithAPathOfItsOwn(Face face) {
        try (TestService service = TestService.trusting(
                face, ISSUER, "server.servlet.context-path=/shop", "spring.webflux.base-path=/shop")) {
            String here = "http://localhost:" + service.port() + "/shop";
            assertThat(addressIn(service.get("/shop/me"))).isEqualTo(here + PATH);
            assertThat(metadata(service.get("/shop" + PATH)).get("resource").asString())
                    .isEqualTo(here);
        }
    }

    @ParameterizedTest
    @EnumSource
    void andNothingElseIsOpenedByIt(Face face) {
        try (TestService service = TestService.trusting(face, ISSUER)) {
            assertThat(service.get(PATH + "x").statusCode()).isEqualTo(401);
            assertThat(service.send(service.request(PATH).DELETE()).statusCode())
                    .isEqualTo(401);
        }
    }

    private static JsonNode metadata(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        return new JsonMapper().readTree(answer.body());
    }

    private static String addressIn(HttpResponse<String> refusal) {
        assertThat(refusal.statusCode()).isEqualTo(401);
        List<String> challenges = refusal.headers().allValues("WWW-Authenticate");
        assertThat(challenges).hasSize(2).anyMatch(challenge -> challenge.startsWith("DPoP algs="));
        Matcher address = ADDRESS.matcher(challenges.get(0));
        assertThat(challenges.get(0)).startsWith("Bearer ");
        assertThat(address.find()).isTrue();
        return address.group(1);
    }
}

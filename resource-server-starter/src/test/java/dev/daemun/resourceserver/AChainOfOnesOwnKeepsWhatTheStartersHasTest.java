package dev.daemun.resourceserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.ECKey;
import dev.daemun.resourceserver.reactive.ReactiveResourceServerSecurity;
import dev.daemun.resourceserver.servlet.ResourceServerSecurity;
import dev.daemun.testissuer.TestIssuer;
import dev.daemun.testissuer.TestProof;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;

@ExtendWith(OutputCaptureExtension.class)
class AChainOfOnesOwnKeepsWhatTheStartersHasTest {
    private static final String READINESS = "/actuator/health/readiness";
    private static final String LACKS = "answers refused tokens without problem details";
    private static final String NOBODY_ASKS = "nobody asks whether its tokens were withdrawn";
    private static final String TOLD = "logging.level.dev.daemun=info";

    @ParameterizedTest
    @EnumSource
    void builtOnIt(Face face, CapturedOutput output) throws Exception {
        try (TestIssuer issuer = TestIssuer.started(JWSAlgorithm.ES256);
                TestFeed feed = TestFeed.started();
                TestService service = TestService.trusting(face, issuer, List.of(built(face)), feed.properties(TOLD))) {
            await().until(() -> service.get(READINESS).statusCode() == 200);
            String token = issuer.token();

            assertThat(service.get("/me", token).statusCode()).isEqualTo(200);
            assertThat(service.get("/open").statusCode()).as("a public path").isEqualTo(200);
            assertProblem(service.get("/me"), 401);
            assertProblem(service.get("/nowhere"), 401);
            assertProblem(service.get("/me", token + "A"), 401);
            assertProblem(service.get("/reports/1", token), 403);
            String manager = issuer.token(h -> h, claims -> claims.claim("roles", List.of("order-manager")));
            assertThat(service.get("/reports/1", manager).statusCode())
                    .as("the application's own rule lets through, and there is nothing")
                    .isEqualTo(404);
            assertThat(service.get("/.well-known/oauth-protected-resource").statusCode())
                    .isEqualTo(200);
            assertBoundTokensAreProven(service, issuer);

            feed.withdraw("subject", "\"sub\":\"" + TestIssuer.SUBJECT + "\"", Instant.now(), "disabled");
            await().until(() -> service.get("/me", token).statusCode() == 401);
            assertProblem(service.get("/me", token), 401);
            assertThat(service.get("/me", token).body()).contains("\"reason\":\"disabled\"");
            assertThat(output.getOut()).doesNotContain(LACKS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatItLacksWithoutIsSaidOnceAtTheStart(Face face, CapturedOutput output) {
        try (TestIssuer issuer = TestIssuer.started(JWSAlgorithm.ES256);
                TestService service = TestService.trusting(face, issuer, List.of(bare(face)), TOLD)) {
            assertThat(service.get("/me", issuer.token()).statusCode()).isEqualTo(200);
            assertThat(output.getOut())
                    .containsOnlyOnce(LACKS)
                    .contains("own filter chain bareChain answers", "ResourceServerSecurity.chain(http)");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theStartersOwnChainIsNotMeant(Face face, CapturedOutput output) {
        try (TestIssuer issuer = TestIssuer.started(JWSAlgorithm.ES256);
                TestService service = TestService.trusting(face, issuer, TOLD)) {
            assertThat(service.get("/me", issuer.token()).statusCode()).isEqualTo(200);
            assertThat(output.getOut()).doesNotContain(LACKS);
        }
    }

    /** The rules that the application added would never be reached, or would open what is to be closed. */
    @ParameterizedTest
    @EnumSource
    void whatHoldsForAllOtherRequestsIsNotTheApplications(Face face) {
        try (TestIssuer issuer = TestIssuer.away(JWSAlgorithm.ES256)) {
            assertThatThrownBy(() -> TestService.trusting(face, issuer, List.of(closing(face)))
                            .close())
                    .rootCause()
                    .hasMessageContaining("remove anyRequest() or anyExchange()")
                    .isInstanceOf(InvalidConfigurationException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void itAsksForTheTokensOfADecoderOfItsOwn(Face face, CapturedOutput output) {
        try (TestIssuer issuer = TestIssuer.started(JWSAlgorithm.ES256);
                TestFeed feed = TestFeed.started();
                TestService service = TestService.trusting(
                        face, issuer, List.of(built(face), decoder(face)), feed.properties(TOLD))) {
            await().until(() -> service.get(READINESS).statusCode() == 200);
            String token = issuer.token();
            assertThat(service.get("/me", token).statusCode()).isEqualTo(200);
            feed.withdraw("subject", "\"sub\":\"" + TestIssuer.SUBJECT + "\"", Instant.now(), "disabled");
            await().until(() -> service.get("/me", token).statusCode() == 401);
            assertThat(output.getOut()).doesNotContain(NOBODY_ASKS);
        }
    }

    @Test
    void theReadmeSaysIt() throws IOException {
        String readme = plain(Files.readString(Path.of("README.md")));
        String tried = plain(
                Files.readString(Path.of("src/test/java", getClass().getName().replace('.', '/') + ".java")));
        for (Class<?> chain : List.of(SecurityFilterChain.class, SecurityWebFilterChain.class)) {
            int begin = readme.indexOf("@Bean" + chain.getSimpleName());
            String example = readme.substring(begin, readme.indexOf("```", begin));
            assertThat(example).contains("starter.chain(http)");
            assertThat(tried).contains(example);
        }
    }

    private static String plain(String text) {
        return text.replaceAll("\\s+", "");
    }

    private static void assertProblem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
    }

    private static void assertBoundTokensAreProven(TestService service, TestIssuer issuer) throws Exception {
        ECKey key = TestProof.newKey();
        String bound =
                issuer.token(header -> header, claims -> claims.claim("cnf", Map.of("jkt", computeThumbprint(key))));
        assertProblem(service.get("/me", bound), 401);
        String proof = TestProof.of(key, "GET", "http://localhost:" + service.port() + "/me", bound)
                .sign();
        assertThat(service.send(service.request("/me")
                                .header("Authorization", "DPoP " + bound)
                                .header("DPoP", proof))
                        .statusCode())
                .isEqualTo(200);
    }

    private static String computeThumbprint(ECKey key) {
        try {
            return key.computeThumbprint().toString();
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static Class<?> built(Face face) {
        return face == Face.SERVLET ? Built.class : ReactiveBuilt.class;
    }

    private static Class<?> bare(Face face) {
        return face == Face.SERVLET ? Bare.class : ReactiveBare.class;
    }

    private static Class<?> closing(Face face) {
        return face == Face.SERVLET ? Closing.class : ReactiveClosing.class;
    }

    private static Class<?> decoder(Face face) {
        return face == Face.SERVLET ? OwnDecoder.class : OwnReactiveDecoder.class;
    }

    @Configuration(proxyBeanMethods = false)
    static class Built {
        @Bean
        SecurityFilterChain chain(HttpSecurity http, ResourceServerSecurity starter) {
            http.authorizeHttpRequests(
                    requests -> requests.requestMatchers("/reports/**").hasRole("order-manager"));
            return starter.chain(http);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class ReactiveBuilt {
        @Bean
        SecurityWebFilterChain chain(ServerHttpSecurity http, ReactiveResourceServerSecurity starter) {
            http.authorizeExchange(
                    exchanges -> exchanges.pathMatchers("/reports/**").hasRole("order-manager"));
            return starter.chain(http);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Bare {
        @Bean
        SecurityFilterChain bareChain(HttpSecurity http) {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .oauth2ResourceServer(resource -> resource.jwt(Customizer.withDefaults()))
                    .build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class ReactiveBare {
        @Bean
        SecurityWebFilterChain bareChain(ServerHttpSecurity http) {
            return http.authorizeExchange(exchanges -> exchanges.anyExchange().authenticated())
                    .oauth2ResourceServer(resource -> resource.jwt(Customizer.withDefaults()))
                    .build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Closing {
        @Bean
        SecurityFilterChain closingChain(HttpSecurity http, ResourceServerSecurity starter) {
            http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll());
            return starter.chain(http);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class ReactiveClosing {
        @Bean
        SecurityWebFilterChain closingChain(ServerHttpSecurity http, ReactiveResourceServerSecurity starter) {
            http.authorizeExchange(exchanges -> exchanges.anyExchange().permitAll());
            return starter.chain(http);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnDecoder {
        @Bean
        JwtDecoder ownDecoder(@Value("${spring.security.oauth2.resourceserver.jwt.issuer-uri}") String issuer) {
            NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(issuer + "/certs")
                    .jwsAlgorithm(SignatureAlgorithm.ES256)
                    .build();
            decoder.setJwtValidator(new JwtTimestampValidator());
            return decoder;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnReactiveDecoder {
        @Bean
        ReactiveJwtDecoder ownDecoder(@Value("${spring.security.oauth2.resourceserver.jwt.issuer-uri}") String issuer) {
            NimbusReactiveJwtDecoder decoder = NimbusReactiveJwtDecoder.withJwkSetUri(issuer + "/certs")
                    .jwsAlgorithm(SignatureAlgorithm.ES256)
                    .build();
            decoder.setJwtValidator(new JwtTimestampValidator());
            return decoder;
        }
    }
}

package dev.daemun.resourceserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import dev.daemun.testissuer.TestIssuer;
import java.time.Instant;
import java.util.List;
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
class TheApplicationsOwnDecoderIsCheckedTooTest {
    private static final String READINESS = "/actuator/health/readiness";
    private static final String NOBODY_ASKS = "nobody asks whether its tokens were withdrawn";

    @ParameterizedTest
    @EnumSource
    void behindTheChainOfTheStarter(Face face, CapturedOutput output) {
        try (TestIssuer issuer = TestIssuer.started(JWSAlgorithm.ES256);
                TestFeed feed = TestFeed.started();
                TestService service =
                        TestService.trusting(face, issuer, List.of(decoderFor(face)), feed.properties())) {
            await().until(() -> service.get(READINESS).statusCode() == 200);
            String token = issuer.token();
            assertThat(service.get("/me", token).statusCode()).isEqualTo(200);
            feed.withdraw("subject", "\"sub\":\"" + TestIssuer.SUBJECT + "\"", Instant.now(), "disabled");
            await().until(() -> service.get("/me", token).statusCode() == 401);
            assertThat(service.get("/me", token).body()).contains("\"reason\":\"disabled\"");
            assertThat(output.getOut()).doesNotContain(NOBODY_ASKS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void withAChainOfItsOwnAsWellTheLogSaysThatNobodyChecks(Face face, CapturedOutput output) {
        try (TestIssuer issuer = TestIssuer.started(JWSAlgorithm.ES256);
                TestFeed feed = TestFeed.started();
                TestService service = TestService.trusting(
                        face, issuer, List.of(decoderFor(face), chainFor(face)), feed.properties())) {
            assertThat(service.get("/me", issuer.token()).statusCode()).isEqualTo(200);
            assertThat(output.getOut()).containsOnlyOnce(NOBODY_ASKS);
        }
    }

    private static Class<?> decoderFor(Face face) {
        return face == Face.SERVLET ? OwnDecoder.class : OwnReactiveDecoder.class;
    }

    private static Class<?> chainFor(Face face) {
        return face == Face.SERVLET ? OwnChain.class : OwnReactiveChain.class;
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

    @Configuration(proxyBeanMethods = false)
    static class OwnChain {
        @Bean
        SecurityFilterChain ownChain(HttpSecurity http) {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .oauth2ResourceServer(resource -> resource.jwt(Customizer.withDefaults()))
                    .build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnReactiveChain {
        @Bean
        SecurityWebFilterChain ownChain(ServerHttpSecurity http) {
            return http.authorizeExchange(exchanges -> exchanges.anyExchange().authenticated())
                    .oauth2ResourceServer(resource -> resource.jwt(Customizer.withDefaults()))
                    .build();
        }
    }
}

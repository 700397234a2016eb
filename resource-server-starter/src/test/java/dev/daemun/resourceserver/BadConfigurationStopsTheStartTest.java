package dev.daemun.resourceserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import dev.daemun.testissuer.TestIssuer;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class BadConfigurationStopsTheStartTest {
    private static final String FEED = "daemun.resource-server.revocation-feed.";
    private static final String JWT = "spring.security.oauth2.resourceserver.jwt.";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                JWT + "issuer-uri=            | " + JWT + "issuer-uri is not set: ",
                JWT + "issuer-uri=id.example  | " + JWT + "issuer-uri is 'id.example', which is no address: ",
                JWT + "audiences=             | " + JWT + "audiences is not set: ",
                JWT + "jws-algorithms=none    | " + JWT + "jws-algorithms has 'none': ",
                JWT + "jws-algorithms=HS256   | " + JWT + "jws-algorithms has 'HS256': ",
                FEED + "uri=id.example/feed   | " + FEED + "uri is 'id.example/feed', which is no address: ",
                FEED + "client-id=   | " + FEED + "client-id is not set: ",
                FEED + "client-secret=   | " + FEED + "client-secret is not set: ",
                FEED + "max-age=1s   | " + FEED + "max-age must be ",
                FEED + "max-entries=1   | " + FEED + "max-entries must be ",
                FEED + "clock-margin=1m   | " + FEED + "clock-margin must be ",
                FEED + "deny-when-stale=orders   | " + FEED + "deny-when-stale has 'orders', ",
                "daemun.resource-server.public-paths=/**   | daemun.resource-server.public-paths opens everything by '/**': ",
                "daemun.resource-server.public-paths=open  | daemun.resource-server.public-paths has 'open', ",
                "daemun.resource-server.clock-skew=1h      | daemun.resource-server.clock-skew must be ",
                "daemun.resource-server.cors.allowed-origins=*                     | daemun.resource-server.cors.allowed-origins has '*', ",
                "daemun.resource-server.cors.allowed-origins=https://*.example.com | daemun.resource-server.cors.allowed-origins has ",
                "daemun.resource-server.cors.allowed-origins=https://shop.example.com/ | daemun.resource-server.cors.allowed-origins has "
            })
    void inOneSentenceThatNamesTheProperty(String property, String sentence, CapturedOutput output) {
        try (TestIssuer issuer = TestIssuer.away(JWSAlgorithm.ES256)) {
            ThrowingCallable start = () -> TestService.trusting(Face.SERVLET, issuer, withFeed(property))
                    .close();
            Assertions.assertThatThrownBy(start).rootCause().hasMessageStartingWith(sentence);
            assertThat(output.getOut() + output.getErr())
                    .contains("APPLICATION FAILED TO START")
                    .contains(sentence)
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void oneAlgorithmCanBePinned() {
        try (TestIssuer issuer = TestIssuer.started(JWSAlgorithm.RS256);
                TestService service = TestService.trusting(Face.SERVLET, issuer, JWT + "jws-algorithms=ES256")) {
            assertThat(service.get("/me", issuer.token()).statusCode()).isEqualTo(401);
        }
    }

    private static String[] withFeed(String property) {
        return property.startsWith(FEED) ? TestFeed.away().properties(property) : new String[] {property};
    }
}

package dev.daemun.resourceserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.ECKey;
import dev.daemun.resourceserver.dpop.TooManyProofsException;
import dev.daemun.resourceserver.dpop.UsedProofs;
import dev.daemun.testissuer.TestIssuer;
import dev.daemun.testissuer.TestProof;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Whoever uses more proofs than can be remembered is told so, and asked to come back; nobody else notices. */
class AGreedyKeyIsRefusedAloneTest {
    private static final TestIssuer ISSUER = TestIssuer.started(JWSAlgorithm.ES256);

    @AfterAll
    static void stop() {
        ISSUER.close();
    }

    @ParameterizedTest
    @EnumSource
    void withTheReason(Face face) {
        try (TestService service = TestService.trusting(face, ISSUER, List.of(RoomForTwo.class))) {
            ECKey greedy = TestProof.newKey();
            assertThat(me(service, greedy).statusCode()).isEqualTo(200);
            assertThat(me(service, greedy).statusCode()).isEqualTo(200);
            HttpResponse<String> refused = me(service, greedy);
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).contains("5");
            assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(refused.body()).contains("Too many proofs");
            assertThat(me(service, TestProof.newKey()).statusCode()).isEqualTo(200);
            assertThat(service.get("/me", ISSUER.token()).statusCode()).isEqualTo(200);
        }
    }

    private static HttpResponse<String> me(TestService service, ECKey key) {
        String token =
                ISSUER.token(header -> header, claims -> claims.claim("cnf", Map.of("jkt", TestProof.thumbprint(key))));
        String url = "http://localhost:" + service.port() + "/me";
        return service.send(service.request("/me")
                .header("Authorization", "DPoP " + token)
                .header("DPoP", TestProof.of(key, "GET", url, token).sign()));
    }

    @Configuration(proxyBeanMethods = false)
    static class RoomForTwo {
        @Bean
        UsedProofs usedProofs() {
            Map<String, Integer> uses = new ConcurrentHashMap<>();
            return (key, proof, goodUntil) -> {
                if (uses.merge(key, 1, Integer::sum) > 2) {
                    throw new TooManyProofsException();
                }
                return true;
            };
        }
    }
}

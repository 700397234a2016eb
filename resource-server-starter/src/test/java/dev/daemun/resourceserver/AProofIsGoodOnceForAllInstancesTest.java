package dev.daemun.resourceserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.ECKey;
import dev.daemun.testissuer.TestIssuer;
import dev.daemun.testissuer.TestProof;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Instances that share a Redis; callers know them all by one address, as behind a proxy. */
class AProofIsGoodOnceForAllInstancesTest {
    private static final TestIssuer ISSUER = TestIssuer.started(JWSAlgorithm.ES256);
    private static final String ADDRESS = "https://api.example.com/api";

    private final ECKey key = TestProof.newKey();
    private final String token =
            ISSUER.token(header -> header, claims -> claims.claim("cnf", Map.of("jkt", TestProof.thumbprint(key))));
    private RealRedis redis;

    @BeforeEach
    void startRedis() {
        redis = RealRedis.away();
        redis.start();
    }

    @AfterEach
    void stopRedis() {
        if (redis != null) {
            redis.close();
        }
    }

    @AfterAll
    static void stop() {
        ISSUER.close();
    }

    @ParameterizedTest
    @EnumSource
    void butOnceForEachService(Face face) {
        try (TestService one = instance(face, "orders");
                TestService another = instance(face, "orders");
                TestService gateway = instance(face, "gateway")) {
            String proof = proof();
            assertThat(me(gateway, proof).statusCode()).isEqualTo(200);
            assertThat(me(one, proof).statusCode()).as("behind the gateway").isEqualTo(200);
            assertThat(me(another, proof).statusCode())
                    .as("at another instance")
                    .isEqualTo(401);
            assertThat(me(one, proof).statusCode()).as("once more").isEqualTo(401);
            assertThat(me(another, proof()).statusCode()).isEqualTo(200);
        }
        List<String> keys = redis.ask(commands -> commands.keys("*"));
        String thumbprint = TestProof.thumbprint(key);
        assertThat(keys)
                .containsExactlyInAnyOrder("daemun:dpop:orders:" + thumbprint, "daemun:dpop:gateway:" + thumbprint);
        // A proof of the future, by the clock skew, is good for that much longer.
        assertThat(keys).allMatch(name -> redis.ask(commands -> commands.pttl(name)) > 30_000);
        assertThat(keys).allMatch(name -> redis.ask(commands -> commands.pttl(name)) <= 92_000);
    }

    @ParameterizedTest
    @EnumSource
    void nobodyIsLetInByAProofWhileRedisIsAway(Face face) {
        try (TestService service = instance(face, "orders")) {
            assertThat(me(service, proof()).statusCode()).isEqualTo(200);
            redis.freeze();
            unavailable(service);
            redis.thaw();
            await().untilAsserted(
                            () -> assertThat(me(service, proof()).statusCode()).isEqualTo(200));
            redis.close();
            unavailable(service);
            redis.start();
            await().untilAsserted(
                            () -> assertThat(me(service, proof()).statusCode()).isEqualTo(200));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServiceStartsWithoutRedis(Face face) {
        redis.close();
        try (TestService service = instance(face, "orders")) {
            unavailable(service);
            redis.start();
            await().untilAsserted(
                            () -> assertThat(me(service, proof()).statusCode()).isEqualTo(200));
        }
    }

    private void unavailable(TestService service) {
        String proof = proof();
        HttpResponse<String> answer = me(service, proof);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(service.get("/me", ISSUER.token()).statusCode())
                .as("a token that needs no proof")
                .isEqualTo(200);
    }

    private TestService instance(Face face, String name) {
        return TestService.trusting(
                face,
                ISSUER,
                "spring.application.name=" + name,
                "daemun.resource-server.public-urls=" + ADDRESS,
                "daemun.resource-server.dpop.redis-uri=" + redis.uri());
    }

    private String proof() {
        return TestProof.of(key, "GET", ADDRESS + "/me", token).sign();
    }

    private HttpResponse<String> me(TestService service, String proof) {
        return service.send(
                service.request("/me").header("Authorization", "DPoP " + token).header("DPoP", proof));
    }
}

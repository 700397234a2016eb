package dev.daemun.resourceserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.daemun.testissuer.TestIssuer;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Without the key that it is bound to, RFC 9449; also where it was verified and remembered before. */
class AStolenBoundTokenIsWorthlessTest {
    private static final TestIssuer ISSUER = TestIssuer.started(JWSAlgorithm.ES256);
    private static final TestFeed FEED = TestFeed.started();
    private static TestService service;

    private final ECKey key = newKey();
    private final String token = bound(key);

    @BeforeAll
    static void start() {
        service = TestService.trusting(Face.SERVLET, ISSUER, FEED.properties());
        await().until(() -> service.get("/actuator/health/readiness").statusCode() == 200);
    }

    @AfterAll
    static void stop() {
        service.close();
        FEED.close();
        ISSUER.close();
    }

    @Test
    void itsOwnerIsLetIn() {
        for (int call = 0; call < 3; call++) {
            HttpResponse<String> answer = me(token, new Proof(key, token).sign());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("somebody");
        }
    }

    @Test
    void asABearerToken() {
        assertThat(me(token, new Proof(key, token).sign()).statusCode()).isEqualTo(200);
        assertThat(service.get("/me", token).statusCode()).isEqualTo(401);
        assertThat(service.send(service.request("/me")
                                .header("Authorization", "Bearer " + token)
                                .header("DPoP", new Proof(key, token).sign()))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void withoutAProof() {
        refused(service.send(service.request("/me").header("Authorization", "DPoP " + token)));
        refused(me(token, "no.proof.atall"));
    }

    @Test
    void withAnothersKey() {
        refused(me(token, new Proof(newKey(), token).sign()));
    }

    @Test
    void withAProofThatWasUsed() {
        String proof = new Proof(key, token).sign();
        assertThat(me(token, proof).statusCode()).isEqualTo(200);
        refused(me(token, proof));
    }

    @Test
    void withAProofForSomethingElse() {
        refused(me(token, new Proof(key, token).with("htm", "POST").sign()));
        refused(me(token, new Proof(key, token).with("htu", url("/open")).sign()));
        refused(me(token, new Proof(key, bound(key)).sign()));
    }

    @Test
    void withAProofOfAnotherTime() {
        Instant now = Instant.now();
        refused(me(
                token,
                new Proof(key, token)
                        .with("iat", Date.from(now.minusSeconds(120)))
                        .sign()));
        refused(me(
                token,
                new Proof(key, token)
                        .with("iat", Date.from(now.plusSeconds(120)))
                        .sign()));
        refused(me(token, new Proof(key, token).with("iat", null).sign()));
    }

    @Test
    void aTokenThatIsBoundToNothingNeedsNoProofAndTakesNone() {
        String free = ISSUER.token();
        refused(me(free, new Proof(key, free).sign()));
        assertThat(service.get("/me", free).statusCode()).isEqualTo(200);
    }

    @Test
    void andItIsWithdrawnLikeAnyOther() {
        String sid = UUID.randomUUID().toString();
        String old = ISSUER.token(
                header -> header,
                claims -> claims.claim("cnf", Map.of("jkt", thumbprint(key)))
                        .claim("sid", sid)
                        .issueTime(Date.from(Instant.now().minusSeconds(2))));
        assertThat(me(old, new Proof(key, old).sign()).statusCode()).isEqualTo(200);
        FEED.withdraw("session", "\"sid\":\"" + sid + "\"", Instant.now(), "signed-out");
        await().until(() -> me(old, new Proof(key, old).sign()).statusCode() == 401);
        assertThat(me(old, new Proof(key, old).sign()).body()).contains("\"reason\"");
    }

    private static void refused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                .startsWith("DPoP error=");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    private static HttpResponse<String> me(String token, String proof) {
        return service.send(
                service.request("/me").header("Authorization", "DPoP " + token).header("DPoP", proof));
    }

    private static String url(String path) {
        return "http://localhost:" + service.port() + path;
    }

    private static String bound(ECKey key) {
        // With a member that names no key, as Keycloak adds one.
        Map<String, String> confirmation = Map.of("jkt", thumbprint(key), "kc-jkt-type", "DPoP");
        return ISSUER.token(header -> header, claims -> claims.claim("cnf", confirmation));
    }

    private static ECKey newKey() {
        try {
            return new ECKeyGenerator(Curve.P_256).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String thumbprint(ECKey key) {
        try {
            return key.computeThumbprint().toString();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A proof for {@code GET /me}, good but for what a test changes. */
    private record Proof(ECKey key, JWTClaimsSet.Builder claims) {
        Proof(ECKey key, String token) {
            this(
                    key,
                    new JWTClaimsSet.Builder()
                            .jwtID(UUID.randomUUID().toString())
                            .issueTime(Date.from(Instant.now()))
                            .claim("htm", "GET")
                            .claim("htu", url("/me"))
                            .claim("ath", digest(token)));
        }

        Proof with(String claim, Object value) {
            claims.claim(claim, value);
            return this;
        }

        String sign() {
            JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                    .type(new JOSEObjectType("dpop+jwt"))
                    .jwk(key.toPublicJWK())
                    .build();
            SignedJWT proof = new SignedJWT(header, claims.build());
            try {
                proof.sign(new ECDSASigner(key));
            } catch (JOSEException e) {
                throw new IllegalStateException(e);
            }
            return proof.serialize();
        }

        private static String digest(String token) {
            try {
                return Base64URL.encode(
                                MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII)))
                        .toString();
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}

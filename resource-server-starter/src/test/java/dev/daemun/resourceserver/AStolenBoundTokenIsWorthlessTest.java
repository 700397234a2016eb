package dev.daemun.resourceserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.daemun.testissuer.TestIssuer;
import dev.daemun.testissuer.TestProof;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Without the key that it is bound to, RFC 9449; also where it was verified and remembered before. */
class AStolenBoundTokenIsWorthlessTest {
    private static final TestIssuer ISSUER = TestIssuer.started(JWSAlgorithm.ES256);
    private static final TestFeed FEED = TestFeed.started();
    private static final Map<Face, TestService> SERVICES = new EnumMap<>(Face.class);

    private final ECKey key = TestProof.newKey();
    private final String token = bound(TestProof.thumbprint(key));

    @BeforeAll
    static void start() {
        for (Face face : Face.values()) {
            TestService service = TestService.trusting(face, ISSUER, FEED.properties());
            SERVICES.put(face, service);
            await().until(() -> service.get("/actuator/health/readiness").statusCode() == 200);
        }
    }

    @AfterAll
    static void stop() {
        SERVICES.values().forEach(TestService::close);
        FEED.close();
        ISSUER.close();
    }

    @ParameterizedTest
    @EnumSource
    void itsOwnerIsLetIn(Face face) {
        for (int call = 0; call < 3; call++) {
            HttpResponse<String> answer = me(face, token, proof(face).sign());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("somebody");
        }
    }

    @ParameterizedTest
    @EnumSource
    void alsoWhereTheAddressIsWrittenInAnotherWay(Face face) {
        int port = SERVICES.get(face).port();
        for (String same : List.of(
                "HTTP://LOCALHOST:" + port + "/me",
                "http://localhost:" + port + "/%6de",
                "http://localhost:" + port + "/me?page=2#top")) {
            assertThat(me(face, token, proof(face).with("htu", same).sign()).statusCode())
                    .as(same)
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theQueryIsNoPartOfTheProof(Face face) {
        HttpRequest.Builder request = SERVICES.get(face).request("/me?page=2");
        assertThat(send(face, request, token, proof(face).sign()).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void asABearerToken(Face face) {
        assertThat(me(face, token, proof(face).sign()).statusCode()).isEqualTo(200);
        TestService service = SERVICES.get(face);
        for (HttpResponse<String> answer : List.of(
                service.get("/me", token),
                service.send(service.request("/me")
                        .header("Authorization", "Bearer " + token)
                        .header("DPoP", proof(face).sign())))) {
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().allValues("WWW-Authenticate"))
                    .hasSize(2)
                    .anyMatch(challenge -> challenge.startsWith("Bearer error=\"invalid_token\""))
                    .anyMatch(challenge -> challenge.startsWith("DPoP algs=\"ES256 "));
        }
    }

    @ParameterizedTest
    @MethodSource("refusedProofs")
    void withoutAGoodProof(Face face, RefusedProof refused) throws Exception {
        String url = url(face, "/me");
        refused(me(face, token, refused.proof().of(key, url, token)), "invalid_dpop_proof");
    }

    @ParameterizedTest
    @EnumSource
    void withoutExactlyOneProof(Face face) {
        TestService service = SERVICES.get(face);
        refused(service.send(service.request("/me").header("Authorization", "DPoP " + token)), "invalid_dpop_proof");
        refused(
                service.send(service.request("/me")
                        .header("Authorization", "DPoP " + token)
                        .header("DPoP", proof(face).sign())
                        .header("DPoP", proof(face).sign())),
                "invalid_dpop_proof");
        HttpResponse<String> two = service.send(service.request("/me")
                .header("Authorization", "DPoP " + token)
                .header("Authorization", "Bearer " + ISSUER.token())
                .header("DPoP", proof(face).sign()));
        assertThat(two.statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @EnumSource
    void withAProofThatWasUsed(Face face) {
        String proof = proof(face).sign();
        assertThat(me(face, token, proof).statusCode()).isEqualTo(200);
        refused(me(face, token, proof), "invalid_dpop_proof");
        TestProof again = proof(face).with("jti", "the same");
        assertThat(me(face, token, again.sign()).statusCode()).isEqualTo(200);
        // Another signature, but the same jti.
        refused(me(face, token, again.sign()), "invalid_dpop_proof");
    }

    @ParameterizedTest
    @EnumSource
    void nobodySpoilsTheProofOfAnother(Face face) {
        ECKey other = TestProof.newKey();
        String others = bound(TestProof.thumbprint(other));
        String url = url(face, "/me");
        String taken = TestProof.of(other, "GET", url, others).with("jti", "1").sign();
        assertThat(me(face, others, taken).statusCode()).isEqualTo(200);
        assertThat(me(face, token, proof(face).with("jti", "1").sign()).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void whereItDoesNotAllowSomethingItsOwnSchemeIsNamed(Face face) {
        HttpResponse<String> answer = send(
                face,
                SERVICES.get(face).request("/managers"),
                token,
                TestProof.of(key, "GET", url(face, "/managers"), token).sign());
        assertThat(answer.statusCode()).isEqualTo(403);
        refusedWith(answer, "insufficient_scope");
        HttpResponse<String> unbound = SERVICES.get(face).get("/managers", ISSUER.token());
        assertThat(unbound.statusCode()).isEqualTo(403);
        assertThat(unbound.headers().allValues("WWW-Authenticate"))
                .singleElement()
                .asString()
                .startsWith("Bearer error=\"insufficient_scope\"");
    }

    @ParameterizedTest
    @EnumSource
    void aTokenThatIsBoundToNothingNeedsNoProofAndTakesNone(Face face) {
        String free = ISSUER.token();
        refused(me(face, free, TestProof.of(key, "GET", url(face, "/me"), free).sign()), "invalid_token");
        assertThat(SERVICES.get(face).get("/me", free).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void aMalformedTokenIsRefusedToo(Face face) {
        for (String header : List.of("DPoP", "DPoP ", "DPoP a b", "dpopp " + token, "DPoP\t" + token)) {
            TestService service = SERVICES.get(face);
            refused(
                    service.send(service.request("/me")
                            .header("Authorization", header)
                            .header("DPoP", proof(face).sign())),
                    "invalid_token");
        }
    }

    @ParameterizedTest
    @EnumSource
    void andItIsWithdrawnLikeAnyOther(Face face) {
        String sid = UUID.randomUUID().toString();
        String old = ISSUER.token(
                header -> header,
                claims -> claims.claim("cnf", Map.of("jkt", TestProof.thumbprint(key)))
                        .claim("sid", sid)
                        .issueTime(Date.from(Instant.now().minusSeconds(2))));
        String url = url(face, "/me");
        assertThat(me(face, old, TestProof.of(key, "GET", url, old).sign()).statusCode())
                .isEqualTo(200);
        FEED.withdraw("session", "\"sid\":\"" + sid + "\"", Instant.now(), "signed-out");
        await().until(() ->
                me(face, old, TestProof.of(key, "GET", url, old).sign()).statusCode() == 401);
        HttpResponse<String> withdrawn =
                me(face, old, TestProof.of(key, "GET", url, old).sign());
        assertThat(withdrawn.body()).contains("\"reason\":\"signed-out\"");
        refused(withdrawn, "invalid_token");
    }

    private static Stream<Arguments> refusedProofs() {
        List<Arguments> all = new ArrayList<>();
        for (Face face : Face.values()) {
            for (RefusedProof refused : RefusedProof.all()) {
                all.add(Arguments.of(face, refused));
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @EnumSource
    void alsoWithAnRsaKeyWhichMustNotBeSmall(Face face) throws Exception {
        RSAKey large = new RSAKeyGenerator(2048).generate();
        String tokenOfLarge = bound(large.computeThumbprint().toString());
        String url = url(face, "/me");
        assertThat(me(face, tokenOfLarge, rsaProof(large, url, tokenOfLarge)).statusCode())
                .isEqualTo(200);
        RSAKey small = new RSAKeyGenerator(1024, true).generate();
        String tokenOfSmall = bound(small.computeThumbprint().toString());
        JWK key = small.toPublicJWK();
        JWSObject proof = new JWSObject(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(new JOSEObjectType("dpop+jwt"))
                        .jwk(key)
                        .build(),
                RefusedProof.claims(TestProof.newKey(), url, tokenOfSmall));
        proof.sign(new RSASSASigner(small.toPrivateKey(), Set.of(AllowWeakRSAKey.getInstance())));
        refused(me(face, tokenOfSmall, proof.serialize()), "invalid_dpop_proof");
    }

    private static String rsaProof(RSAKey key, String url, String token) throws Exception {
        JWSObject proof = new JWSObject(
                new JWSHeader.Builder(JWSAlgorithm.PS256)
                        .type(new JOSEObjectType("dpop+jwt"))
                        .jwk(key.toPublicJWK())
                        .build(),
                RefusedProof.claims(TestProof.newKey(), url, token));
        proof.sign(new RSASSASigner(key));
        return proof.serialize();
    }

    private static void refused(HttpResponse<String> answer, String error) {
        assertThat(answer.statusCode()).isEqualTo(401);
        refusedWith(answer, error);
    }

    private static void refusedWith(HttpResponse<String> answer, String error) {
        assertThat(answer.headers().allValues("WWW-Authenticate"))
                .singleElement()
                .asString()
                .startsWith("DPoP error=\"" + error + "\"")
                .contains("algs=\"ES256 ")
                .contains("resource_metadata=\"http://localhost:");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    private TestProof proof(Face face) {
        return TestProof.of(key, "GET", url(face, "/me"), token);
    }

    private static HttpResponse<String> me(Face face, String token, String proof) {
        return send(face, SERVICES.get(face).request("/me"), token, proof);
    }

    private static HttpResponse<String> send(Face face, HttpRequest.Builder request, String token, String proof) {
        return SERVICES.get(face)
                .send(request.header("Authorization", "DPoP " + token).header("DPoP", proof));
    }

    private static String url(Face face, String path) {
        return "http://localhost:" + SERVICES.get(face).port() + path;
    }

    private static String bound(String thumbprint) {
        // With a member that names no key, as Keycloak adds one.
        Map<String, String> confirmation = Map.of("jkt", thumbprint, "kc-jkt-type", "DPoP");
        return ISSUER.token(header -> header, claims -> claims.claim("cnf", confirmation));
    }
}

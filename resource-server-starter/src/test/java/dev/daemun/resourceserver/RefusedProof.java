package dev.daemun.resourceserver;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import dev.daemun.testissuer.TestProof;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What a thief, a careless client or somebody who tries the limits could send as a proof. */
record RefusedProof(String name, Making proof) {
    static List<RefusedProof> all() {
        return List.of(
                new RefusedProof("no jwt", (key, url, token) -> "no.proof.atall"),
                new RefusedProof("empty", (key, url, token) -> ""),
                new RefusedProof(
                        "too long",
                        (key, url, token) -> TestProof.of(key, "GET", url, token)
                                .with("more", "a".repeat(3_500))
                                .sign()),
                new RefusedProof(
                        "another key",
                        (key, url, token) -> TestProof.of(TestProof.newKey(), "GET", url, token)
                                .sign()),
                new RefusedProof(
                        "another signature",
                        (key, url, token) -> swapped(
                                TestProof.of(key, "GET", url, token).sign(),
                                TestProof.of(key, "GET", url, token).sign())),
                new RefusedProof(
                        "another keys signature",
                        (key, url, token) -> new TestProof(
                                        TestProof.newKey(),
                                        TestProof.of(key, "GET", url, token).header(),
                                        TestProof.of(key, "GET", url, token).claims())
                                .sign()),
                new RefusedProof("another type", (key, url, token) -> typed(key, url, token, "JWT")),
                new RefusedProof("access tokens type", (key, url, token) -> typed(key, url, token, "at+jwt")),
                new RefusedProof("no type", (key, url, token) -> typed(key, url, token, null)),
                new RefusedProof("no key", (key, url, token) -> {
                    TestProof proof = TestProof.of(key, "GET", url, token);
                    return new TestProof(key, proof.header().jwk(null), proof.claims()).sign();
                }),
                new RefusedProof("no signature", (key, url, token) -> {
                    String signed = TestProof.of(key, "GET", url, token).sign();
                    return Base64URL.encode("{\"typ\":\"dpop+jwt\",\"alg\":\"none\",\"jwk\":" + key.toPublicJWK() + "}")
                            + signed.substring(signed.indexOf('.'), signed.lastIndexOf('.') + 1);
                }),
                new RefusedProof("private key", (key, url, token) -> {
                    String signed = TestProof.of(key, "GET", url, token).sign();
                    return Base64URL.encode("{\"typ\":\"dpop+jwt\",\"alg\":\"ES256\",\"jwk\":" + key + "}")
                            + signed.substring(signed.indexOf('.'));
                }),
                new RefusedProof("symmetric", (key, url, token) -> {
                    JWSObject proof = new JWSObject(
                            new JWSHeader.Builder(JWSAlgorithm.HS256)
                                    .type(new JOSEObjectType("dpop+jwt"))
                                    .jwk(key.toPublicJWK())
                                    .build(),
                            claims(key, url, token));
                    proof.sign(new MACSigner(key.toPublicJWK().toString().getBytes(StandardCharsets.UTF_8)));
                    return proof.serialize();
                }),
                new RefusedProof("unknown critical header", (key, url, token) -> {
                    TestProof proof = TestProof.of(key, "GET", url, token);
                    JWSHeader.Builder header =
                            proof.header().criticalParams(Set.of("exp")).customParam("exp", 1);
                    return new TestProof(key, header, proof.claims()).sign();
                }),
                new RefusedProof(
                        "another method",
                        (key, url, token) ->
                                TestProof.of(key, "POST", url, token).sign()),
                new RefusedProof(
                        "lower case method",
                        (key, url, token) ->
                                TestProof.of(key, "get", url, token).sign()),
                new RefusedProof("no method", (key, url, token) -> without("htm", key, url, token)),
                new RefusedProof("number for method", (key, url, token) -> with("htm", 1, key, url, token)),
                new RefusedProof(
                        "another path",
                        (key, url, token) -> TestProof.of(key, "GET", url.replace("/me", "/open"), token)
                                .sign()),
                new RefusedProof(
                        "longer path",
                        (key, url, token) ->
                                TestProof.of(key, "GET", url + "/", token).sign()),
                new RefusedProof(
                        "path in another case",
                        (key, url, token) -> TestProof.of(key, "GET", url.replace("/me", "/ME"), token)
                                .sign()),
                new RefusedProof(
                        "another port",
                        (key, url, token) -> TestProof.of(key, "GET", "http://localhost/me", token)
                                .sign()),
                new RefusedProof(
                        "another host",
                        (key, url, token) -> TestProof.of(key, "GET", url.replace("localhost", "127.0.0.1"), token)
                                .sign()),
                new RefusedProof(
                        "another scheme",
                        (key, url, token) -> TestProof.of(key, "GET", url.replace("http:", "https:"), token)
                                .sign()),
                new RefusedProof(
                        "user in address",
                        (key, url, token) -> TestProof.of(key, "GET", url.replace("//", "//user@"), token)
                                .sign()),
                new RefusedProof(
                        "path only",
                        (key, url, token) ->
                                TestProof.of(key, "GET", "/me", token).sign()),
                new RefusedProof("no address", (key, url, token) -> without("htu", key, url, token)),
                new RefusedProof("list for address", (key, url, token) -> with("htu", List.of(url), key, url, token)),
                new RefusedProof(
                        "another token",
                        (key, url, token) ->
                                TestProof.of(key, "GET", url, token + "x").sign()),
                new RefusedProof("no token", (key, url, token) -> without("ath", key, url, token)),
                new RefusedProof(
                        "the token itself", (key, url, token) -> with("ath", token.substring(0, 43), key, url, token)),
                new RefusedProof(
                        "too old", (key, url, token) -> at(Instant.now().minusSeconds(120), key, url, token)),
                new RefusedProof(
                        "of the future", (key, url, token) -> at(Instant.now().plusSeconds(120), key, url, token)),
                new RefusedProof("no time", (key, url, token) -> without("iat", key, url, token)),
                new RefusedProof(
                        "text for time",
                        (key, url, token) ->
                                raw(key, url, token, claims -> claims.replaceAll("\"iat\":\\d+", "\"iat\":\"now\""))),
                new RefusedProof(
                        "largest time",
                        (key, url, token) -> raw(
                                key,
                                url,
                                token,
                                claims -> claims.replaceAll("\"iat\":\\d+", "\"iat\":9223372036854775807"))),
                new RefusedProof(
                        "milliseconds",
                        (key, url, token) ->
                                raw(key, url, token, claims -> claims.replaceAll("\"iat\":(\\d+)", "\"iat\":$1000"))),
                new RefusedProof("no id", (key, url, token) -> without("jti", key, url, token)),
                new RefusedProof("blank id", (key, url, token) -> with("jti", " ", key, url, token)),
                new RefusedProof(
                        "number for id",
                        (key, url, token) ->
                                raw(key, url, token, claims -> claims.replaceAll("\"jti\":\"[^\"]*\"", "\"jti\":1"))),
                new RefusedProof("no claims", (key, url, token) -> raw(key, url, token, claims -> "[]")));
    }

    @Override
    public String toString() {
        return name;
    }

    interface Making {
        String of(ECKey key, String url, String token) throws Exception;
    }

    static Payload claims(ECKey key, String url, String token) {
        return new Payload(TestProof.of(key, "GET", url, token).claims().build().toString());
    }

    private static String typed(ECKey key, String url, String token, String type) {
        TestProof proof = TestProof.of(key, "GET", url, token);
        JOSEObjectType as = type == null ? null : new JOSEObjectType(type);
        return new TestProof(key, proof.header().type(as), proof.claims()).sign();
    }

    private static String with(String claim, Object value, ECKey key, String url, String token) {
        return TestProof.of(key, "GET", url, token).with(claim, value).sign();
    }

    private static String without(String claim, ECKey key, String url, String token) {
        return with(claim, null, key, url, token);
    }

    private static String at(Instant time, ECKey key, String url, String token) {
        return with("iat", Date.from(time), key, url, token);
    }

    /** For claims that a library would not write. */
    private static String raw(ECKey key, String url, String token, UnaryOperator<String> change) throws Exception {
        TestProof proof = TestProof.of(key, "GET", url, token);
        JWSObject signed = new JWSObject(
                proof.header().build(),
                new Payload(change.apply(proof.claims().build().toString())));
        signed.sign(new ECDSASigner(key));
        return signed.serialize();
    }

    private static String swapped(String proof, String other) {
        return proof.substring(0, proof.lastIndexOf('.')) + other.substring(other.lastIndexOf('.'));
    }
}

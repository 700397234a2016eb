package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.daemun.localplatform.CodeFlow;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPublicKey;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sends tokens to the running service that differ from one of the real Keycloak's in a single respect. */
@ResourceLock(TestPlatform.LOCK)
class ForgedTokensAreRefusedIT {
    private final TestPlatform platform = TestPlatform.shared();
    private SignedJWT real;

    @BeforeEach
    void signIn() throws ParseException {
        real = SignedJWT.parse(platform.signIn("demo-manager").accessToken());
        assertThat(call(real.serialize()).status())
                .as("the unchanged token is accepted")
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", ""})
    void anUnsignedTokenIsRefused(String algorithm) {
        Base64URL header = Base64URL.encode("{\"alg\":\"" + algorithm + "\",\"typ\":\"at+jwt\"}");
        assertRefused(header + "." + real.getPayload().toBase64URL() + ".");
    }

    @Test
    void thePublicKeyIsNoSharedSecret() throws Exception {
        JWK published = publishedKey();
        ECPublicKey key = published.toECKey().toECPublicKey();
        for (byte[] secret : List.of(
                key.getEncoded(),
                published.toJSONString().getBytes(StandardCharsets.UTF_8),
                ("-----BEGIN PUBLIC KEY-----\n" + Base64.encode(key.getEncoded()) + "\n-----END PUBLIC KEY-----\n")
                        .getBytes(StandardCharsets.UTF_8))) {
            JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                    .type(new JOSEObjectType("at+jwt"))
                    .keyID(published.getKeyID())
                    .build();
            assertRefused(signed(header, real.getJWTClaimsSet(), new MACSigner(secret)));
        }
    }

    @Test
    void ourOwnKeyIsNotKeycloaks() throws Exception {
        ECKey ec = new ECKeyGenerator(Curve.P_256).generate();
        RSAKey rsa = new RSAKeyGenerator(2048).generate();
        String kid = real.getHeader().getKeyID();
        assertRefused(
                signed(header(JWSAlgorithm.ES256).keyID(kid).build(), real.getJWTClaimsSet(), new ECDSASigner(ec)));
        assertRefused(signed(
                header(JWSAlgorithm.ES256).keyID("unknown").build(), real.getJWTClaimsSet(), new ECDSASigner(ec)));
        assertRefused(signed(header(JWSAlgorithm.ES256).build(), real.getJWTClaimsSet(), new ECDSASigner(ec)));
        assertRefused(
                signed(header(JWSAlgorithm.RS256).keyID(kid).build(), real.getJWTClaimsSet(), new RSASSASigner(rsa)));
        assertRefused(signed(header(JWSAlgorithm.PS256).build(), real.getJWTClaimsSet(), new RSASSASigner(rsa)));
    }

    @Test
    void aKeyThatTheTokenBringsIsNotTrusted() throws Exception {
        ECKey ec = new ECKeyGenerator(Curve.P_256).keyID("mine").generate();
        URI mine = URI.create(TestRealm.webApp(platform.ports) + "/jwks.json");
        JWSSigner signer = new ECDSASigner(ec);
        assertRefused(signed(header(JWSAlgorithm.ES256).jwk(ec.toPublicJWK()).build(), real.getJWTClaimsSet(), signer));
        assertRefused(
                signed(header(JWSAlgorithm.ES256).jwkURL(mine).keyID("mine").build(), real.getJWTClaimsSet(), signer));
        assertRefused(signed(header(JWSAlgorithm.ES256).x509CertURL(mine).build(), real.getJWTClaimsSet(), signer));
        assertRefused(signed(
                header(JWSAlgorithm.ES256)
                        .x509CertChain(List.of(Base64.encode("certificate")))
                        .build(),
                real.getJWTClaimsSet(),
                signer));
    }

    @Test
    void anExtensionThatMustBeUnderstoodIsNot() throws Exception {
        ECKey ec = new ECKeyGenerator(Curve.P_256).generate();
        JWSHeader header = header(JWSAlgorithm.ES256)
                .keyID(real.getHeader().getKeyID())
                .criticalParams(Set.of("exp"))
                .customParam("exp", 1)
                .build();
        assertRefused(signed(header, real.getJWTClaimsSet(), new ECDSASigner(ec)));
    }

    @Test
    void alteredClaimsBreakTheSignature() throws ParseException {
        assertAltered(claims -> claims.claim("roles", List.of("order-manager", "admin")));
        assertAltered(claims -> claims.issuer("https://attacker.example.com/realms/daemun"));
        assertAltered(claims -> claims.audience("another-service"));
        assertAltered(claims -> claims.subject(UUID.randomUUID().toString()));
        assertAltered(claims -> claims.expirationTime(Date.from(Instant.now().plusSeconds(86_400))));
        assertAltered(claims -> claims.notBeforeTime(Date.from(Instant.now().plusSeconds(86_400))));
    }

    @Test
    void anAlteredOrEmptySignatureIsRefused() {
        String[] parts = real.serialize().split("\\.", -1);
        byte[] signature = Base64URL.from(parts[2]).decode();
        signature[10] ^= 1;
        assertRefused(parts[0] + "." + parts[1] + "." + Base64URL.encode(signature));
        // CVE-2022-21449: some JDKs accepted a signature of zeros for any content.
        assertRefused(parts[0] + "." + parts[1] + "." + Base64URL.encode(new byte[64]));
        assertRefused(parts[0] + "." + parts[1] + ".");
        assertRefused(parts[0] + "." + parts[1]);
    }

    @Test
    void tokensOfOtherKindsAreNoAccessTokens() {
        CodeFlow.Tokens tokens = platform.signIn("demo-manager");
        assertRefused(tokens.idToken());
        assertRefused(tokens.refreshToken());
    }

    @Test
    void aTokenForAnotherAudienceIsRefused() {
        Call.Answer answer = platform.callRealm("/protocol/openid-connect/token")
                .basic("api-gateway", TestRealm.GATEWAY_SECRET)
                .postForm(Map.of("grant_type", "client_credentials"));
        assertRefused(answer.json().path("access_token").asText());
    }

    @Test
    void aTokenOfAnotherRealmIsRefused() {
        Call.Answer answer = Call.to(platform.keycloak.url() + "/realms/master/protocol/openid-connect/token")
                .postForm(Map.of(
                        "grant_type",
                        "password",
                        "client_id",
                        "admin-cli",
                        "username",
                        RunningKeycloak.ADMINISTRATOR.username(),
                        "password",
                        RunningKeycloak.ADMINISTRATOR.password()));
        assertRefused(answer.json().path("access_token").asText());
    }

    @Test
    void garbageIsRefusedAndNeverBreaksTheService() {
        String token = real.serialize();
        for (String garbage : List.of(
                "x",
                "..",
                "a.b.c",
                token.substring(0, token.length() / 2),
                token + "x",
                token + "." + token,
                "{}",
                "null",
                "%00",
                "a".repeat(4_000),
                "../../etc/passwd",
                "=".repeat(100))) {
            Call.Answer answer = call(garbage);
            assertThat(answer.status()).as(garbage).isIn(400, 401);
            assertThat(answer.header("WWW-Authenticate")).as(garbage).startsWith("Bearer");
        }
    }

    @Test
    void aMegabyteOfGarbageIsRefused() throws IOException {
        try (Socket socket = new Socket("localhost", platform.ports.sampleService())) {
            try {
                socket.getOutputStream()
                        .write(("GET /me HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                                        + "a".repeat(1_000_000) + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // The service may close the connection before everything is sent, so no answer counts as a refusal too.
            }
            String answer = answerOf(socket);
            assertThat(answer.isEmpty() || answer.startsWith("HTTP/1.1 400") || answer.startsWith("HTTP/1.1 431"))
                    .as(answer)
                    .isTrue();
        }
        assertThat(call(real.serialize()).status())
                .as("the service still answers")
                .isEqualTo(200);
    }

    @Test
    void twoAuthorizationHeadersAreRefused() {
        Call.Answer answer = platform.callService("/me")
                .bearer(real.serialize())
                .bearer(real.serialize())
                .get();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("WWW-Authenticate")).contains("invalid_request");
    }

    @Test
    void aTokenOutsideTheHeaderIsNotRead() {
        assertThat(platform.callService("/me?access_token=" + real.serialize())
                        .get()
                        .status())
                .isIn(400, 401);
        assertThat(platform.callService("/orders")
                        .postForm(Map.of("access_token", real.serialize()))
                        .status())
                .isIn(400, 401);
    }

    @Test
    void aRefusalIsToldTheStandardWay() {
        Call.Answer answer = call("a.b.c");
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer error=\"invalid_token\"");
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().path("status").asInt()).isEqualTo(401);
        assertThat(answer.body()).doesNotContain("Exception", "nimbus");
        Call.Answer without = platform.callService("/me").get();
        assertThat(without.status()).isEqualTo(401);
        assertThat(without.header("WWW-Authenticate")).startsWith("Bearer").doesNotContain("error=");
    }

    private void assertAltered(UnaryOperator<JWTClaimsSet.Builder> change) throws ParseException {
        JWTClaimsSet claims =
                change.apply(new JWTClaimsSet.Builder(real.getJWTClaimsSet())).build();
        String[] parts = real.serialize().split("\\.", -1);
        assertRefused(parts[0] + "." + claims.toPayload().toBase64URL() + "." + parts[2]);
    }

    private void assertRefused(String token) {
        assertThat(token).as("the changed token").isNotEmpty();
        Call.Answer answer = call(token);
        assertThat(answer.status()).as(token).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).contains("invalid_token");
    }

    private Call.Answer call(String token) {
        return platform.callService("/me").bearer(token).get();
    }

    private JWK publishedKey() throws ParseException {
        return JWKSet.parse(platform.callRealm("/protocol/openid-connect/certs")
                        .get()
                        .body())
                .getKeyByKeyId(real.getHeader().getKeyID());
    }

    private static JWSHeader.Builder header(JWSAlgorithm algorithm) {
        return new JWSHeader.Builder(algorithm).type(new JOSEObjectType("at+jwt"));
    }

    private static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) throws JOSEException {
        SignedJWT jwt = new SignedJWT(header, claims);
        jwt.sign(signer);
        return jwt.serialize();
    }

    private static String answerOf(Socket socket) throws IOException {
        socket.setSoTimeout(10_000);
        try (InputStream in = socket.getInputStream()) {
            return new String(in.readNBytes(2_000), StandardCharsets.US_ASCII);
        } catch (java.net.SocketException e) {
            return "";
        }
    }
}

package dev.daemun.resourceserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.Base64;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import dev.daemun.testissuer.TestIssuer;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each token is good but for one thing. */
@ParameterizedClass
@MethodSource("dev.daemun.resourceserver.Combination#all")
class ForgedTokensAreRefusedTest {
    private static final String BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    @Parameter
    Combination combination;

    private static TestIssuer issuer;
    private static TestService service;

    @BeforeParameterizedClassInvocation
    static void start(Combination combination) {
        issuer = TestIssuer.started(combination.algorithm());
        service = TestService.trusting(combination.face(), issuer);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        service.close();
        issuer.close();
    }

    @Test
    void theGoodOneIsAccepted() {
        HttpResponse<String> answer = service.get("/me", issuer.token());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("somebody");
        assertThat(service.send(service.request("/me").header("Authorization", "bearer " + issuer.token()))
                        .statusCode())
                .as("the scheme is case-insensitive, RFC 9110 section 11.1")
                .isEqualTo(200);
        assertThat(service.get("/me", issuer.token(header -> type(header, "application/at+jwt"), claims -> claims))
                        .statusCode())
                .isEqualTo(200);
    }

    /** What no issuer means, and what another library reads as another number. */
    @ParameterizedTest
    @CsvSource({
        "exp, 1e300",
        "exp, 9223372036854775807",
        "exp, 99999999999999999999999999",
        "exp, -9223372036854775808",
        "exp, -1e300",
        "exp, 253402300800",
        "exp, 4102444800000",
        "exp, \"4102444800\"",
        "exp, true",
        "exp, [4102444800]",
        "exp, {}",
        "exp, null",
        "nbf, 1e300",
        "nbf, 9223372036854775807",
        "nbf, -9223372036854775808",
        "nbf, 4102444800",
        "nbf, 4102444800000",
        "nbf, {}",
        "iat, 1e300",
        "iat, 9223372036854775807",
        "iat, -9223372036854775808",
        "iat, -1e300",
        "iat, 4102444800",
        "iat, 4102444800000",
        "iat, {}",
        "iat, null",
    })
    void absurdTimes(String claim, String value) throws JOSEException {
        long now = Instant.now().getEpochSecond();
        Map<String, String> times = new LinkedHashMap<>();
        times.put("iat", String.valueOf(now));
        times.put("exp", String.valueOf(now + 300));
        times.put(claim, value);
        String payload =
                issuer.claims().issueTime(null).expirationTime(null).build().toString();
        String withTimes = times.entrySet().stream()
                .map(time -> "\"" + time.getKey() + "\":" + time.getValue())
                .collect(Collectors.joining(",", payload.substring(0, payload.length() - 1) + ",", "}"));
        JWSObject token = new JWSObject(issuer.header().build(), new Payload(withTimes));
        token.sign(
                combination.algorithm().equals(JWSAlgorithm.ES256)
                        ? new ECDSASigner(issuer.key().toECKey())
                        : new RSASSASigner(issuer.key().toRSAKey()));
        assertRefused(token.serialize());
    }

    @Test
    void signatures() throws JOSEException {
        String[] parts = issuer.token().split("\\.", -1);
        byte[] signature = Base64URL.from(parts[2]).decode();
        signature[7] ^= 1;
        assertRefused(parts[0] + "." + parts[1] + "." + Base64URL.encode(signature));
        assertRefused(parts[0] + "." + parts[1] + "." + Base64URL.encode(new byte[signature.length]));
        assertRefused(parts[0] + "." + parts[1] + ".");
        assertRefused(parts[0] + "." + parts[1]);
        assertRefused(parts[0] + "." + Base64URL.encode("{\"sub\":\"admin\"}") + "." + parts[2]);
        assertRefused(issuer.sign(issuer.header().build(), issuer.claims().build(), issuer.newKey()));
        for (String none : List.of("none", "NONE", "nOnE")) {
            assertRefused(Base64URL.encode("{\"alg\":\"" + none + "\",\"typ\":\"at+jwt\"}") + "." + parts[1] + ".");
        }

        JWK published = issuer.key().toPublicJWK();
        for (byte[] secret : List.of(
                published.toJSONString().getBytes(StandardCharsets.UTF_8),
                combination.algorithm().equals(JWSAlgorithm.ES256)
                        ? published.toECKey().toPublicKey().getEncoded()
                        : published.toRSAKey().toPublicKey().getEncoded())) {
            SignedJWT shared = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS256)
                            .type(new JOSEObjectType("at+jwt"))
                            .keyID(published.getKeyID())
                            .build(),
                    issuer.claims().build());
            shared.sign(new MACSigner(secret));
            assertRefused(shared.serialize());
        }
    }

    /** RFC 7515 section 2: base64url without padding. A lenient decoder reads the same signature from other texts too. */
    @Test
    void otherSpellingsOfTheSameToken() {
        String token = issuer.token();
        assertRefused(token + "=");
        assertRefused(token + "==");
        int end = token.length() - 1;
        int last = BASE64URL.indexOf(token.charAt(end));
        assertThat(last % 4)
                .as("the bits that no signature of this length uses")
                .isZero();
        assertRefused(token.substring(0, end) + BASE64URL.charAt(last + 1));
        int begin = token.lastIndexOf('.') + 1;
        assertRefused(token.substring(0, begin)
                + token.substring(begin).replace('-', '+').replace('_', '/') + "=");
    }

    @Test
    void keysThatTheTokenBringsOrNames() {
        JWK mine = issuer.newKey();
        URI elsewhere = URI.create("http://localhost:1/keys");
        assertRefused(issuer.sign(
                issuer.header().jwk(mine.toPublicJWK()).build(), issuer.claims().build(), mine));
        assertRefused(issuer.sign(
                issuer.header().keyID(mine.getKeyID()).jwkURL(elsewhere).build(),
                issuer.claims().build(),
                mine));
        assertRefused(issuer.sign(
                issuer.header().x509CertURL(elsewhere).build(), issuer.claims().build(), mine));
        assertRefused(issuer.sign(
                issuer.header().x509CertChain(List.of(Base64.encode("x"))).build(),
                issuer.claims().build(),
                mine));
        assertRefused(issuer.sign(
                issuer.header().keyID("unknown").build(), issuer.claims().build(), mine));
        assertRefused(issuer.token(header -> header.keyID("unknown"), claims -> claims));
        assertRefused(issuer.token(
                header -> header.criticalParams(Set.of("must")).customParam("must", "understand"), claims -> claims));
    }

    @Test
    void types() {
        for (String type : List.of("JWT", "logout+jwt", "dpop+jwt", "secevent+jwt", "ID", "Refresh", "")) {
            assertRefused(issuer.token(header -> type(header, type), claims -> claims));
        }
        assertRefused(issuer.token(header -> header.type(null), claims -> claims));
    }

    @Test
    void issuersAndAudiences() {
        for (String other : List.of(
                issuer.uri() + "/",
                issuer.uri().toUpperCase(java.util.Locale.ROOT),
                "https://attacker.example.com",
                "")) {
            assertRefused(issuer.token(header -> header, claims -> claims.issuer(other)));
        }
        assertRefused(issuer.token(header -> header, claims -> claims.issuer(null)));
        assertRefused(issuer.token(header -> header, claims -> claims.audience("billing")));
        assertRefused(issuer.token(header -> header, claims -> claims.audience("ORDERS")));
        assertRefused(issuer.token(header -> header, claims -> claims.audience(List.of())));
        assertThat(service.get(
                                "/me",
                                issuer.token(header -> header, claims -> claims.audience(List.of("billing", "orders"))))
                        .statusCode())
                .as("one of several audiences is enough")
                .isEqualTo(200);
    }

    @Test
    void timesBeyondTheClockSkew() {
        Instant now = Instant.now();
        assertRefused(issuer.token(
                header -> header,
                claims -> claims.issueTime(Date.from(now.minusSeconds(300)))
                        .expirationTime(Date.from(now.minusSeconds(31)))));
        assertRefused(issuer.token(header -> header, claims -> claims.notBeforeTime(Date.from(now.plusSeconds(60)))));
        assertThat(service.get(
                                "/me",
                                issuer.token(
                                        header -> header,
                                        claims -> claims.issueTime(Date.from(now.minusSeconds(300)))
                                                .expirationTime(Date.from(now.minusSeconds(5)))))
                        .statusCode())
                .as("clocks differ a little")
                .isEqualTo(200);
    }

    @Test
    void missingClaims() {
        assertRefused(issuer.token(header -> header, claims -> claims.subject(null)));
        assertRefused(issuer.token(header -> header, claims -> claims.subject(" ")));
        assertRefused(issuer.token(header -> header, claims -> claims.jwtID(null)));
        assertRefused(issuer.token(header -> header, claims -> claims.expirationTime(null)));
        // Without it no withdrawal of a session or a subject could ever meet the token.
        assertRefused(issuer.token(header -> header, claims -> claims.issueTime(null)));
    }

    @Test
    void garbage() {
        String token = issuer.token();
        for (String garbage : List.of("x", ".", "..", "a.b.c", "{}", token.substring(0, 60), "a".repeat(5_000))) {
            HttpResponse<String> answer = service.get("/me", garbage);
            assertThat(answer.statusCode()).as(garbage).isIn(400, 401);
            assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
                    .startsWith("Bearer");
        }
    }

    @Test
    void aMegabyteInTheHeader() throws IOException {
        try (Socket socket = new Socket("localhost", service.port())) {
            socket.setSoTimeout(10_000);
            String answer;
            try {
                socket.getOutputStream()
                        .write(("GET /me HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + "a".repeat(1_000_000)
                                        + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            } catch (SocketException e) {
                answer = "hung up";
            }
            assertThat(answer).isIn("HTTP/1.1 400", "HTTP/1.1 431", "hung up");
        }
    }

    @Test
    void twoAuthorizationHeaders() {
        String token = issuer.token();
        HttpResponse<String> answer = service.send(service.request("/me")
                .header("Authorization", "Bearer " + token)
                .header("Authorization", "Bearer " + token));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).contains("invalid_request");
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
    }

    @Test
    void tokensOutsideTheHeader() {
        String token = issuer.token();
        assertThat(service.get("/me?access_token=" + token).statusCode()).isEqualTo(401);
        assertThat(service.send(service.request("/things")
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString("access_token=" + token)))
                        .statusCode())
                .isEqualTo(401);
        assertThat(service.send(service.request("/me").header("Cookie", "access_token=" + token))
                        .statusCode())
                .isEqualTo(401);
    }

    private void assertRefused(String token) {
        HttpResponse<String> answer = service.get("/me", token);
        assertThat(answer.statusCode()).as(token).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).contains("invalid_token");
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.body()).contains("\"status\":401").doesNotContain("Exception");
    }

    private static JWSHeader.Builder type(JWSHeader.Builder header, String type) {
        return header.type(new JOSEObjectType(type));
    }
}

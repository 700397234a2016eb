package dev.daemun.standins.apple;

import static dev.daemun.standins.RelyingParty.json;
import static dev.daemun.standins.RelyingParty.replace;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.daemun.standins.ProviderStandIns;
import dev.daemun.standins.RelyingParty;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** Apple with one client, whose key is here. */
final class AppleFixture implements AutoCloseable {
    static final String REDIRECT = "https://service.example/broker/apple/endpoint";
    static final String AUTHORIZE = "appleid.apple.com/auth/authorize";
    static final String TOKEN = "appleid.apple.com/auth/token";
    static final String HANA = "001001.0a1b2c3d4e5f60718293a4b5c6d7e8f9.0101";

    final ProviderStandIns standIns;
    final RelyingParty rp;
    final AppleStandIn apple;
    final ECKey key = newKey();
    final AppleClient client;

    AppleFixture() throws IOException, JOSEException {
        standIns = ProviderStandIns.start(0, 0);
        rp = new RelyingParty(standIns);
        apple = standIns.apple();
        client = new AppleClient("kr.example.web", "TEAM123456", "KEY1234567", key.toECPublicKey(), Set.of(REDIRECT));
        apple.register(client);
    }

    static ECKey newKey() {
        try {
            return new ECKeyGenerator(Curve.P_256).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    HttpResponse<String> authorize(String... replaced) {
        return rp.get(
                AUTHORIZE,
                replace(
                        Map.of(
                                "client_id",
                                "kr.example.web",
                                "redirect_uri",
                                REDIRECT,
                                "response_type",
                                "code id_token",
                                "response_mode",
                                "form_post",
                                "scope",
                                "openid name email",
                                "state",
                                "s1",
                                "nonce",
                                "n1"),
                        replaced));
    }

    /** The form that the browser posts to the service. */
    static Document form(HttpResponse<String> answer) {
        return Jsoup.parse(answer.body());
    }

    static String field(HttpResponse<String> answer, String name) {
        return form(answer).select("input[name=" + name + "]").attr("value");
    }

    String code(String sub) {
        apple.signIn(sub);
        return field(authorize(), "code");
    }

    String secret() {
        return secret(JWSAlgorithm.ES256, key, "KEY1234567", standIns.clock().instant(), Duration.ofHours(1));
    }

    String secret(JWSAlgorithm algorithm, ECKey with, String keyId, Instant issued, Duration lifetime) {
        SignedJWT secret = new SignedJWT(
                new JWSHeader.Builder(algorithm).keyID(keyId).build(),
                new JWTClaimsSet.Builder()
                        .issuer("TEAM123456")
                        .subject("kr.example.web")
                        .audience("https://appleid.apple.com")
                        .issueTime(Date.from(issued))
                        .expirationTime(Date.from(issued.plus(lifetime)))
                        .build());
        try {
            secret.sign(new ECDSASigner(with));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
        return secret.serialize();
    }

    HttpResponse<String> exchange(String code, String... replaced) {
        return rp.post(
                TOKEN,
                replace(
                        Map.of(
                                "grant_type",
                                "authorization_code",
                                "client_id",
                                "kr.example.web",
                                "client_secret",
                                secret(),
                                "redirect_uri",
                                REDIRECT,
                                "code",
                                code),
                        replaced));
    }

    Map<String, Object> claims(String sub) throws Exception {
        return SignedJWT.parse(json(exchange(code(sub))).get("id_token").textValue())
                .getPayload()
                .toJSONObject();
    }

    @Override
    public void close() throws IOException {
        standIns.close();
    }
}

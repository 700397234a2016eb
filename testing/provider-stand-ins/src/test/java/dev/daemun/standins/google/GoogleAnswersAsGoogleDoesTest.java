package dev.daemun.standins.google;

import static dev.daemun.standins.RelyingParty.json;
import static dev.daemun.standins.RelyingParty.location;
import static dev.daemun.standins.RelyingParty.parameter;
import static dev.daemun.standins.RelyingParty.replace;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import dev.daemun.standins.ProviderStandIns;
import dev.daemun.standins.RelyingParty;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GoogleAnswersAsGoogleDoesTest {
    private static final String REDIRECT = "https://service.example/broker/google/endpoint";
    private static final String AUTHORIZE = "accounts.google.com/o/oauth2/v2/auth";
    private static final String TOKEN = "oauth2.googleapis.com/token";
    private static final String BASIC = "Basic Z29vZ2xlLWNsaWVudDpzZWNyZXQ=";
    private static final String GARAM = "110000000000000000001";
    private static final String UNHA = "110000000000000000002";
    private static final String HANEUL = "110000000000000000003";

    private ProviderStandIns standIns;
    private RelyingParty rp;
    private GoogleStandIn google;

    @BeforeEach
    void start() throws IOException {
        standIns = ProviderStandIns.start(0, 0);
        rp = new RelyingParty(standIns);
        google = standIns.google();
        google.register(new GoogleClient("google-client", "secret", Set.of(REDIRECT)));
    }

    @AfterEach
    void stop() throws IOException {
        standIns.close();
    }

    @Test
    void a_code_comes_back_with_state_and_issuer() {
        google.signIn(HANEUL);
        HttpResponse<String> answer = authorize();

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(location(answer)).startsWith(REDIRECT + "?");
        assertThat(parameter(answer, "state")).isEqualTo("s1");
        assertThat(parameter(answer, "iss")).isEqualTo("https://accounts.google.com");
        assertThat(parameter(answer, "hd")).isEqualTo("company.example");
        assertThat(parameter(answer, "scope")).contains("https://www.googleapis.com/auth/userinfo.email");
    }

    @Test
    void the_answer_has_googles_members() {
        JsonNode answer = json(exchange(code(GARAM)));

        assertThat(answer.fieldNames())
                .toIterable()
                .containsExactly("access_token", "expires_in", "scope", "token_type", "id_token");
        assertThat(answer.get("token_type").textValue()).isEqualTo("Bearer");
        assertThat(answer.get("expires_in").isIntegralNumber()).isTrue();
    }

    @Test
    void an_id_token_has_googles_claims_and_a_good_signature() throws Exception {
        google.rotateKeys();
        SignedJWT token = idToken(HANEUL);
        JWKSet keys = JWKSet.parse(
                rp.get("www.googleapis.com/oauth2/v3/certs", Map.of()).body());

        assertThat(token.verify(new RSASSAVerifier(
                        (RSAKey) keys.getKeyByKeyId(token.getHeader().getKeyID()))))
                .isTrue();
        assertThat(token.getPayload().toJSONObject())
                .containsOnlyKeys(
                        "iss",
                        "azp",
                        "aud",
                        "sub",
                        "hd",
                        "email",
                        "email_verified",
                        "at_hash",
                        "nonce",
                        "name",
                        "picture",
                        "given_name",
                        "family_name",
                        "iat",
                        "exp")
                .containsEntry("aud", "google-client")
                .containsEntry("sub", HANEUL)
                .containsEntry("hd", "company.example")
                .containsEntry("nonce", "n1");
    }

    @Test
    void an_address_nobody_verified_says_so() throws Exception {
        assertThat(idToken(UNHA).getJWTClaimsSet().getBooleanClaim("email_verified"))
                .isFalse();
        assertThat(idToken(GARAM).getJWTClaimsSet().getBooleanClaim("email_verified"))
                .isTrue();
        assertThat(idToken(GARAM).getJWTClaimsSet().getClaim("hd")).isNull();
    }

    @Test
    void credentials_are_taken_from_the_body_or_as_basic() {
        Map<String, String> form =
                Map.of("grant_type", "authorization_code", "code", code(GARAM), "redirect_uri", REDIRECT);

        assertThat(rp.post(TOKEN, form, "Authorization", BASIC).statusCode()).isEqualTo(200);
        HttpResponse<String> wrong = exchange(code(GARAM), "client_secret", "wrong");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(json(wrong).get("error").textValue()).isEqualTo("invalid_client");
    }

    @Test
    void a_code_is_good_once_for_one_address_and_one_verifier() {
        String code = code(GARAM);
        exchange(code);

        assertThat(json(exchange(code)).get("error").textValue()).isEqualTo("invalid_grant");
        assertThat(json(exchange(code(GARAM), "redirect_uri", "https://other.example"))
                        .get("error")
                        .textValue())
                .isEqualTo("redirect_uri_mismatch");
        assertThat(json(exchange(code(GARAM, "code_challenge", "x", "code_challenge_method", "S256")))
                        .get("error")
                        .textValue())
                .isEqualTo("invalid_grant");
    }

    @Test
    void a_refresh_token_comes_only_with_offline_access() {
        String refresh = json(exchange(code(GARAM, "access_type", "offline")))
                .get("refresh_token")
                .textValue();
        JsonNode answer = json(rp.post(
                TOKEN,
                Map.of(
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        refresh,
                        "client_id",
                        "google-client",
                        "client_secret",
                        "secret")));

        assertThat(answer.has("access_token")).isTrue();
        assertThat(answer.has("refresh_token")).isFalse();
    }

    @Test
    void user_info_follows_the_token_until_it_ends() {
        String token = json(exchange(code(UNHA))).get("access_token").textValue();

        HttpResponse<String> alive = userInfo(token);
        standIns.clock().advance(Duration.ofHours(1));

        assertThat(json(alive).get("email_verified").booleanValue()).isFalse();
        assertThat(userInfo(token).statusCode()).isEqualTo(401);
    }

    @Test
    void a_mistake_is_a_page_and_never_a_redirect() {
        for (String[] mistake : new String[][] {
            {"client_id", "nobody"}, {"redirect_uri", REDIRECT + "/"}, {"response_type", "token"}, {"scope", ""}
        }) {
            HttpResponse<String> answer = authorize(mistake);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(location(answer)).isEmpty();
        }
    }

    @Test
    void a_person_chooses_or_cancels() {
        HttpResponse<String> page = authorize();
        HttpResponse<String> agreed = rp.post(page.request().uri(), Map.of("user", GARAM, "decision", "agree"));
        HttpResponse<String> cancelled = rp.post(page.request().uri(), Map.of("user", GARAM, "decision", "cancel"));

        assertThat(Jsoup.parse(page.body()).select("input[name=user]")).hasSameSizeAs(google.users());
        assertThat(parameter(agreed, "code")).isNotEmpty();
        assertThat(parameter(cancelled, "error")).isEqualTo("access_denied");
        assertThat(parameter(cancelled, "state")).isEqualTo("s1");
    }

    private SignedJWT idToken(String sub) throws Exception {
        return SignedJWT.parse(json(exchange(code(sub))).get("id_token").textValue());
    }

    private HttpResponse<String> userInfo(String token) {
        return rp.get("openidconnect.googleapis.com/v1/userinfo", Map.of(), "Authorization", "Bearer " + token);
    }

    private String code(String sub, String... replaced) {
        google.signIn(sub);
        return parameter(authorize(replaced), "code");
    }

    private HttpResponse<String> authorize(String... replaced) {
        return rp.get(
                AUTHORIZE,
                replace(
                        Map.of(
                                "client_id",
                                "google-client",
                                "redirect_uri",
                                REDIRECT,
                                "response_type",
                                "code",
                                "scope",
                                "openid profile email",
                                "state",
                                "s1",
                                "nonce",
                                "n1"),
                        replaced));
    }

    private HttpResponse<String> exchange(String code, String... replaced) {
        return rp.post(
                TOKEN,
                replace(
                        Map.of(
                                "grant_type",
                                "authorization_code",
                                "client_id",
                                "google-client",
                                "client_secret",
                                "secret",
                                "redirect_uri",
                                REDIRECT,
                                "code",
                                code),
                        replaced));
    }
}

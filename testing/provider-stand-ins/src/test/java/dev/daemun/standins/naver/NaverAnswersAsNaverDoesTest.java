package dev.daemun.standins.naver;

import static dev.daemun.standins.RelyingParty.json;
import static dev.daemun.standins.RelyingParty.location;
import static dev.daemun.standins.RelyingParty.parameter;
import static dev.daemun.standins.RelyingParty.replace;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.daemun.standins.ProviderStandIns;
import dev.daemun.standins.RelyingParty;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NaverAnswersAsNaverDoesTest {
    private static final String REDIRECT = "https://service.example/broker/naver/endpoint";
    private static final String DANA = "NaoQXLxtFuzAWrMfTm3wlrqmg2L2xaMPsEJnb6vbBeg";
    private static final String CLASSIC = "nid.naver.com/oauth2.0/";
    private static final String OPENID = "nid.naver.com/oauth2/";

    private final NaverApp app = new NaverApp("client", "secret", true, Set.of(REDIRECT));
    private ProviderStandIns standIns;
    private RelyingParty rp;

    @BeforeEach
    void start() throws IOException {
        standIns = ProviderStandIns.start(0, 0);
        rp = new RelyingParty(standIns);
        standIns.naver().register(app);
    }

    @AfterEach
    void stop() throws IOException {
        standIns.close();
    }

    @Test
    void theClassicModeHasNoIdTokenAndWritesTheLifetimeAsText() {
        JsonNode tokens = json(exchange(CLASSIC, code(CLASSIC, DANA)));
        assertThat(tokens.fieldNames())
                .toIterable()
                .containsExactly("access_token", "refresh_token", "token_type", "expires_in");
        assertThat(tokens.path("token_type").textValue()).isEqualTo("bearer");
        assertThat(tokens.path("expires_in").textValue()).isEqualTo("3600");
        assertThat(tokens.path("access_token").textValue())
                .hasSizeLessThanOrEqualTo(256)
                .endsWith("=");
    }

    @Test
    void withOpenIdConnectAnIdTokenComesWhoseSubjectIsNotTheId() throws Exception {
        JsonNode tokens = json(exchange(OPENID, code(OPENID, DANA)));
        assertThat(tokens.path("expires_in").textValue()).isEqualTo("3600");
        SignedJWT idToken = SignedJWT.parse(tokens.path("id_token").textValue());
        JWKSet keys = JWKSet.parse(rp.get("nid.naver.com/oauth2/jwks", Map.of()).body());
        assertThat(idToken.verify(new RSASSAVerifier(
                        keys.getKeyByKeyId(idToken.getHeader().getKeyID()).toRSAKey())))
                .isTrue();
        assertThat(idToken.getJWTClaimsSet().getIssuer()).isEqualTo("https://nid.naver.com");
        assertThat(idToken.getJWTClaimsSet().getAudience()).containsExactly("client");
        assertThat(idToken.getJWTClaimsSet().getSubject()).isNotBlank().isNotEqualTo(DANA);
    }

    @ParameterizedTest
    @ValueSource(strings = {CLASSIC, OPENID})
    void theProfileIsNestedAndHasNoSubject(String mode) {
        JsonNode me =
                me(json(exchange(mode, code(mode, DANA))).path("access_token").textValue());
        assertThat(me.path("resultcode").textValue()).isEqualTo("00");
        assertThat(me.path("message").textValue()).isEqualTo("success");
        assertThat(me.has("sub")).isFalse();
        assertThat(me.path("response").path("id").textValue()).isEqualTo(DANA);
        assertThat(me.path("response").path("birthday").textValue()).isEqualTo("11-30");
    }

    @Test
    void whoHasNoTokenGets024() {
        HttpResponse<String> answer = rp.get("openapi.naver.com/v1/nid/me", Map.of(), "Authorization", "Bearer none");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(json(answer).path("resultcode").textValue()).isEqualTo("024");
    }

    @ParameterizedTest
    @CsvSource({CLASSIC + ", 200, invalid_request", OPENID + ", 400, invalid_request"})
    void aCodeCountsOnceAndForTenMinutes(String mode, int status, String error) {
        String code = code(mode, DANA);
        exchange(mode, code);
        refused(exchange(mode, code), status, error);
        String late = code(mode, DANA);
        standIns.clock().advance(Duration.ofMinutes(11));
        refused(exchange(mode, late), status, error);
    }

    @ParameterizedTest
    @CsvSource({CLASSIC + ", 200", OPENID + ", 400"})
    void theStateIsAskedForOnceMore(String mode, int status) {
        refused(exchange(mode, code(mode, DANA), "state", null), status, "invalid_request");
        refused(exchange(mode, code(mode, DANA), "state", "another"), status, "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {CLASSIC, OPENID})
    void aWrongSecretOrHttpBasicIsRefusedWith401(String mode) {
        refused(exchange(mode, code(mode, DANA), "client_secret", "wrong"), 401, "invalid_client");
        refused(exchange(mode, code(mode, DANA), "client_secret", null), 401, "invalid_client");
    }

    @Test
    void aCodeOfOneModeIsNoneOfTheOther() {
        refused(exchange(OPENID, code(CLASSIC, DANA)), 400, "invalid_request");
        refused(exchange(CLASSIC, code(OPENID, DANA)), 200, "invalid_request");
    }

    @Test
    void pkceCountsWithOpenIdConnectOnly() {
        String challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
        String verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        String[] asked = {"code_challenge", challenge, "code_challenge_method", "S256"};
        refused(exchange(OPENID, code(OPENID, DANA, asked)), 400, "invalid_grant");
        assertThat(json(exchange(OPENID, code(OPENID, DANA, asked), "code_verifier", verifier))
                        .has("access_token"))
                .isTrue();
        assertThat(json(exchange(CLASSIC, code(CLASSIC, DANA, asked))).has("access_token"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        CLASSIC + ", client_id, another",
        CLASSIC + ", redirect_uri, https://another.example/",
        CLASSIC + ", response_type, token",
        CLASSIC + ", state, ",
        OPENID + ", scope, profile",
        OPENID + ", code_challenge, without-a-method"
    })
    void mistakesAreShownAndNotRedirected(String mode, String parameter, String value) {
        HttpResponse<String> answer = authorize(mode, parameter, value);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(location(answer)).isEmpty();
    }

    @Test
    void anAppWithoutOpenIdConnectHasTheClassicModeOnly() {
        standIns.naver().register(new NaverApp("client", "secret", false, Set.of(REDIRECT)));
        assertThat(authorize(OPENID).statusCode()).isEqualTo(400);
        assertThat(authorize(CLASSIC).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({CLASSIC + ", 200", OPENID + ", 400"})
    void aRefreshBringsNoRefreshTokenAndARevokedOneIsAnInvalidGrant(String mode, int status) {
        JsonNode tokens = json(exchange(mode, code(mode, DANA)));
        JsonNode refreshed = json(refresh(mode, tokens));
        assertThat(refreshed.fieldNames()).toIterable().containsExactly("access_token", "token_type", "expires_in");
        assertThat(me(refreshed.path("access_token").textValue())
                        .path("resultcode")
                        .textValue())
                .isEqualTo("00");

        assertThat(standIns.naver().isLinked(app, DANA)).isTrue();
        assertThat(revoke(tokens.path("refresh_token").textValue()).statusCode())
                .isEqualTo(200);
        assertThat(standIns.naver().isLinked(app, DANA)).isFalse();
        refused(refresh(mode, tokens), status, "invalid_grant");
        assertThat(me(refreshed.path("access_token").textValue())
                        .path("resultcode")
                        .textValue())
                .isEqualTo("024");
    }

    @Test
    void anUnknownTokenIsRevokedTooWithoutABody() {
        HttpResponse<String> answer = revoke("unknown");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        refused(
                rp.post("nid.naver.com/oauth2.0/revoke", Map.of("client_id", "client", "client_secret", "secret")),
                400,
                "invalid_request");
        refused(
                rp.post(
                        "nid.naver.com/oauth2.0/revoke",
                        Map.of("client_id", "client", "client_secret", "wrong", "token", "t")),
                401,
                "invalid_client");
    }

    @Test
    void thePageAsksWhoAndKeepsThemSignedIn() {
        Document page = Jsoup.parse(authorize(CLASSIC).body());
        assertThat(page.select("input[name=user]").eachAttr("value")).contains(DANA, "32742776");

        HttpResponse<String> cancelled = decide(Map.of("decision", "cancel"));
        assertThat(parameter(cancelled, "error")).isEqualTo("access_denied");
        assertThat(parameter(cancelled, "state")).isEqualTo("s 1");

        HttpResponse<String> agreed = decide(Map.of("decision", "agree", "user", DANA, "remember", "on"));
        assertThat(parameter(agreed, "code")).isNotBlank();
        String cookie = agreed.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
        assertThat(rp.get(CLASSIC + "authorize", request(CLASSIC), "Cookie", cookie)
                        .statusCode())
                .isEqualTo(302);
        assertThat(rp.get(CLASSIC + "authorize", request(CLASSIC, "auth_type", "reprompt"), "Cookie", cookie)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void eachOfTheCastIsOddInTheirOwnWay() {
        assertThat(standIns.naver().users())
                .hasSize(8)
                .allSatisfy(user -> assertThat(user.id()).matches("[A-Za-z0-9_-]{43}|[0-9]{8}"))
                .extracting(NaverUser::title)
                .doesNotHaveDuplicates();
        assertThat(standIns.naver()
                        .user("wK2AnIdAndNothingElse_0pRzTq5XvBnLd9HgYsJcM")
                        .response())
                .hasSize(1);
    }

    private HttpResponse<String> decide(Map<String, String> form) {
        String query = "?client_id=client&redirect_uri="
                + java.net.URLEncoder.encode(REDIRECT, java.nio.charset.StandardCharsets.UTF_8)
                + "&response_type=code&state=s+1";
        return rp.post(CLASSIC + "authorize" + query, form);
    }

    private Map<String, String> request(String mode, String... replaced) {
        Map<String, String> request = replace(
                Map.of("client_id", "client", "redirect_uri", REDIRECT, "response_type", "code", "state", "s 1"),
                mode.equals(OPENID) ? new String[] {"scope", "openid profile"} : new String[0]);
        return replace(request, replaced);
    }

    private HttpResponse<String> authorize(String mode, String... replaced) {
        return rp.get(mode + "authorize", request(mode, replaced));
    }

    private String code(String mode, String user, String... replaced) {
        standIns.naver().signIn(user);
        HttpResponse<String> answer = authorize(mode, replaced);
        assertThat(parameter(answer, "state")).isEqualTo("s 1");
        return parameter(answer, "code");
    }

    private HttpResponse<String> exchange(String mode, String code, String... replaced) {
        return rp.post(
                mode + "token",
                replace(
                        Map.of(
                                "grant_type",
                                "authorization_code",
                                "client_id",
                                "client",
                                "client_secret",
                                "secret",
                                "code",
                                code,
                                "state",
                                "s 1"),
                        replaced));
    }

    private HttpResponse<String> refresh(String mode, JsonNode tokens) {
        return rp.post(
                mode + "token",
                Map.of(
                        "grant_type",
                        "refresh_token",
                        "client_id",
                        "client",
                        "client_secret",
                        "secret",
                        "refresh_token",
                        tokens.path("refresh_token").textValue()));
    }

    private HttpResponse<String> revoke(String token) {
        return rp.post(
                "nid.naver.com/oauth2.0/revoke",
                Map.of("client_id", "client", "client_secret", "secret", "token", token));
    }

    private JsonNode me(String accessToken) {
        return json(rp.get("openapi.naver.com/v1/nid/me", Map.of(), "Authorization", "Bearer " + accessToken));
    }

    private static void refused(HttpResponse<String> answer, int status, String error) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(json(answer).path("error").textValue()).isEqualTo(error);
        assertThat(json(answer).has("access_token")).isFalse();
    }
}

package dev.daemun.standins.apple;

import static dev.daemun.standins.RelyingParty.json;
import static dev.daemun.standins.RelyingParty.location;
import static dev.daemun.standins.RelyingParty.parameter;
import static dev.daemun.standins.apple.AppleFixture.HANA;
import static dev.daemun.standins.apple.AppleFixture.field;
import static dev.daemun.standins.apple.AppleFixture.form;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AppleAnswersAsAppleDoesTest {
    private AppleFixture fixture;

    @BeforeEach
    void start() throws Exception {
        fixture = new AppleFixture();
    }

    @AfterEach
    void stop() throws Exception {
        fixture.close();
    }

    @Test
    void the_browser_posts_the_answer_and_the_name_only_once() {
        fixture.apple.signIn(HANA);
        HttpResponse<String> first = fixture.authorize();

        assertThat(form(first).select("form").attr("action")).isEqualTo(AppleFixture.REDIRECT);
        assertThat(form(first).select("input").eachAttr("name")).containsExactly("state", "code", "id_token", "user");
        assertThat(field(first, "user"))
                .isEqualTo("{\"name\":{\"firstName\":\"하나\",\"lastName\":\"정\"},\"email\":\"hana@example.com\"}");
        assertThat(form(fixture.authorize()).select("input").eachAttr("name"))
                .containsExactly("state", "code", "id_token");

        fixture.apple.unlink(fixture.client, HANA);
        assertThat(field(fixture.authorize(), "user")).as("a new consent").isNotEmpty();
    }

    @Test
    void a_code_alone_comes_where_no_id_token_was_asked_for() {
        fixture.apple.signIn(HANA);
        assertThat(form(fixture.authorize("response_type", "code"))
                        .select("input")
                        .eachAttr("name"))
                .containsExactly("state", "code", "user");
        HttpResponse<String> query =
                fixture.authorize("response_type", "code", "response_mode", "query", "scope", "openid");
        assertThat(parameter(query, "state")).isEqualTo("s1");
        assertThat(parameter(query, "code")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "response_mode, query, response_mode must be form_post when name or email scope is requested",
        "client_id, nobody, Invalid client id or web redirect url",
        "redirect_uri, https://elsewhere.example, Invalid client id or web redirect url",
        "response_type, token, Invalid response_type"
    })
    void a_mistake_is_a_page_and_never_a_redirect(String parameter, String value, String told) {
        HttpResponse<String> answer = fixture.authorize(parameter, value);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(location(answer)).isEmpty();
        assertThat(form(answer).select("input")).isEmpty();
        assertThat(Jsoup.parse(answer.body()).text()).contains(told);
    }

    @Test
    void a_person_chooses_or_cancels() {
        HttpResponse<String> page = fixture.authorize();
        assertThat(form(page).select("input[name=user]")).hasSameSizeAs(fixture.apple.users());
        HttpResponse<String> agreed = fixture.rp.post(page.request().uri(), Map.of("user", HANA, "decision", "agree"));
        assertThat(field(agreed, "code")).isNotEmpty();
        HttpResponse<String> cancelled =
                fixture.rp.post(page.request().uri(), Map.of("user", HANA, "decision", "cancel"));
        assertThat(form(cancelled).select("input").eachAttr("name")).containsExactly("state", "error");
        assertThat(field(cancelled, "error")).isEqualTo("user_cancelled_authorize");
    }

    @Test
    void the_answer_has_apples_members() {
        JsonNode answer = json(fixture.exchange(fixture.code(HANA)));
        assertThat(answer.fieldNames())
                .toIterable()
                .containsExactly("access_token", "token_type", "expires_in", "id_token", "refresh_token");
        assertThat(answer.get("token_type").textValue()).isEqualTo("Bearer");
        assertThat(answer.get("expires_in").isIntegralNumber()).isTrue();
    }

    @Test
    void an_id_token_has_apples_claims_and_a_good_signature() throws Exception {
        fixture.apple.rotateKeys();
        SignedJWT token = SignedJWT.parse(
                json(fixture.exchange(fixture.code(HANA))).get("id_token").textValue());
        JWKSet keys = JWKSet.parse(
                fixture.rp.get("appleid.apple.com/auth/keys", Map.of()).body());
        assertThat(token.verify(new RSASSAVerifier(
                        (RSAKey) keys.getKeyByKeyId(token.getHeader().getKeyID()))))
                .isTrue();
        assertThat(token.getPayload().toJSONObject())
                .containsOnlyKeys(
                        "iss",
                        "aud",
                        "sub",
                        "iat",
                        "exp",
                        "at_hash",
                        "auth_time",
                        "nonce",
                        "nonce_supported",
                        "real_user_status",
                        "email",
                        "email_verified")
                .containsEntry("iss", "https://appleid.apple.com")
                .containsEntry("aud", "kr.example.web")
                .containsEntry("sub", HANA)
                .containsEntry("nonce", "n1")
                .containsEntry("email_verified", true);
    }

    @Test
    void the_token_that_comes_with_the_code_names_its_hash() throws Exception {
        fixture.apple.signIn(HANA);
        Map<String, Object> claims = SignedJWT.parse(field(fixture.authorize(), "id_token"))
                .getPayload()
                .toJSONObject();
        assertThat(claims).containsEntry("nonce", "n1").containsKey("c_hash").doesNotContainKey("at_hash");
    }

    @Test
    void everybody_of_the_cast_is_odd_in_their_own_way() throws Exception {
        List<AppleUser> cast = fixture.apple.users();
        assertThat(fixture.claims(cast.get(1).sub()))
                .containsEntry("is_private_email", true)
                .containsEntry("email_verified", true);
        assertThat(fixture.claims(cast.get(2).sub()))
                .containsEntry("email_verified", "true")
                .containsEntry("is_private_email", "false");
        assertThat(fixture.claims(cast.get(3).sub())).doesNotContainKeys("email", "email_verified");
        assertThat(fixture.claims(cast.get(4).sub())).containsEntry("email_verified", "false");
        assertThat(fixture.claims(cast.get(5).sub())).containsEntry("email", "shared@example.com");
        fixture.apple.signIn(cast.get(6).sub());
        assertThat(field(fixture.authorize(), "user"))
                .as("who shares no name")
                .isEqualTo("{\"email\":\"nameless@example.com\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"another key", "another key id", "expired", "of seven months", "another algorithm", "none"})
    void only_a_good_client_secret_is_taken(String wrong) {
        Instant now = fixture.standIns.clock().instant();
        Duration hour = Duration.ofHours(1);
        String secret = switch (wrong) {
            case "another key" -> fixture.secret(JWSAlgorithm.ES256, AppleFixture.newKey(), "KEY1234567", now, hour);
            case "another key id" -> fixture.secret(JWSAlgorithm.ES256, fixture.key, "KEY7654321", now, hour);
            case "expired" -> fixture.secret(JWSAlgorithm.ES256, fixture.key, "KEY1234567", now.minus(hour), hour);
            case "of seven months" ->
                fixture.secret(JWSAlgorithm.ES256, fixture.key, "KEY1234567", now, Duration.ofDays(213));
            case "another algorithm" -> fixture.secret().replaceFirst("^[^.]*", "eyJhbGciOiJub25lIn0");
            default -> "";
        };
        HttpResponse<String> answer = fixture.exchange(fixture.code(HANA), "client_secret", secret);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"error\":\"invalid_client\"}");
    }

    @Test
    void a_code_is_good_once_for_one_address_and_for_five_minutes() {
        String code = fixture.code(HANA);
        assertThat(fixture.exchange(code).statusCode()).isEqualTo(200);
        assertThat(json(fixture.exchange(code)).get("error").textValue()).isEqualTo("invalid_grant");
        assertThat(json(fixture.exchange(fixture.code(HANA), "redirect_uri", "https://other.example"))
                        .get("error")
                        .textValue())
                .isEqualTo("invalid_grant");
        String late = fixture.code(HANA);
        fixture.standIns.clock().advance(Duration.ofMinutes(5));
        assertThat(json(fixture.exchange(late)).get("error").textValue()).isEqualTo("invalid_grant");
    }

    @Test
    void revoking_a_refresh_token_ends_the_consent() {
        String refresh =
                json(fixture.exchange(fixture.code(HANA))).get("refresh_token").textValue();
        JsonNode refreshed = json(refresh(refresh));
        assertThat(refreshed.has("access_token")).isTrue();
        assertThat(refreshed.has("refresh_token")).isFalse();

        assertThat(revoke("unknown").statusCode()).isEqualTo(200);
        assertThat(fixture.apple.isLinked(fixture.client, HANA)).isTrue();
        assertThat(revoke(refresh).statusCode()).isEqualTo(200);
        assertThat(fixture.apple.isLinked(fixture.client, HANA)).isFalse();
        assertThat(json(refresh(refresh)).get("error").textValue()).isEqualTo("invalid_grant");
    }

    private HttpResponse<String> revoke(String token) {
        return fixture.rp.post(
                "appleid.apple.com/auth/revoke",
                Map.of("client_id", "kr.example.web", "client_secret", fixture.secret(), "token", token));
    }

    private HttpResponse<String> refresh(String token) {
        return fixture.rp.post(
                AppleFixture.TOKEN,
                Map.of(
                        "grant_type",
                        "refresh_token",
                        "client_id",
                        "kr.example.web",
                        "client_secret",
                        fixture.secret(),
                        "refresh_token",
                        token));
    }
}

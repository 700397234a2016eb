package dev.daemun.standins.kakao;

import static dev.daemun.standins.RelyingParty.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TokensAreAsStrictAsKakaoTest {
    /** The example of RFC 7636, appendix B. */
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    @RegisterExtension
    final KakaoFixture f = KakaoFixture.withEverything();

    @Test
    void the_answer_has_kakaos_members_and_their_json_types() {
        JsonNode answer = f.tokens(KakaoFixture.DANA);

        assertThat(answer.fieldNames())
                .toIterable()
                .containsExactly(
                        "token_type",
                        "access_token",
                        "id_token",
                        "expires_in",
                        "refresh_token",
                        "refresh_token_expires_in",
                        "scope");
        assertThat(answer.get("token_type").textValue()).isEqualTo("bearer");
        assertThat(answer.get("expires_in").isIntegralNumber()).isTrue();
        assertThat(answer.get("expires_in").longValue()).isEqualTo(21599);
        assertThat(answer.get("refresh_token_expires_in").longValue()).isEqualTo(5183999);
        assertThat(answer.get("scope").textValue().split(" ", -1)).contains("openid", "account_email");
    }

    @Test
    void with_openid_connect_off_or_another_scope_asked_there_is_no_id_token() throws IOException {
        try (KakaoFixture off = new KakaoFixture(false, "profile_nickname")) {
            assertThat(off.tokens(KakaoFixture.DANA).has("id_token")).isFalse();
        }
        assertThat(f.tokens(KakaoFixture.DANA, "scope", "account_email").has("id_token"))
                .isFalse();
    }

    @Test
    void basic_authentication_is_not_seen() {
        HttpResponse<String> answer = f.rp.post(
                KakaoFixture.TOKEN,
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "code",
                        f.code(KakaoFixture.DANA),
                        "redirect_uri",
                        KakaoFixture.REDIRECT),
                "Authorization",
                "Basic cmVzdC1rZXk6c2VjcmV0");

        refused(answer, 401, "invalid_client", "KOE101");
        assertThat(json(answer).get("error_description").textValue()).isEqualTo("Not exist client_id [null]");
    }

    @Test
    void a_wrong_or_missing_secret_is_bad_credentials() {
        refused(f.exchange(f.code(1001), "client_secret", "wrong"), 401, "invalid_client", "KOE010");
        refused(f.exchange(f.code(1001), "client_secret", null), 401, "invalid_client", "KOE010");
    }

    @Test
    void a_code_is_good_once_and_for_ten_minutes() {
        String used = f.code(1001);
        f.exchange(used);
        String late = f.code(1001);
        f.standIns.clock().advance(Duration.ofMinutes(10));

        refused(f.exchange(used), 400, "invalid_grant", "KOE320");
        refused(f.exchange(late), 400, "invalid_grant", "KOE320");
    }

    @Test
    void the_redirect_uri_must_be_that_of_the_request() {
        refused(f.exchange(f.code(1001), "redirect_uri", KakaoFixture.REDIRECT + "/"), 400, "invalid_grant", "KOE303");
    }

    @Test
    void a_challenge_needs_its_verifier() {
        String[] challenge = {"code_challenge", CHALLENGE, "code_challenge_method", "S256"};

        assertThat(f.exchange(f.code(1001, challenge), "code_verifier", VERIFIER)
                        .statusCode())
                .isEqualTo(200);
        refused(f.exchange(f.code(1001, challenge), "code_verifier", CHALLENGE), 400, "invalid_grant", "KOE320");
        refused(f.exchange(f.code(1001, challenge)), 400, "invalid_grant", "KOE320");
    }

    @Test
    void a_refresh_token_is_replaced_only_in_its_last_month() {
        String token = f.tokens(1001).get("refresh_token").textValue();

        JsonNode early = json(f.refresh(token));
        f.standIns.clock().advance(Duration.ofDays(31));
        JsonNode late = json(f.refresh(token));

        assertThat(early.fieldNames())
                .toIterable()
                .containsExactly("access_token", "token_type", "id_token", "expires_in");
        assertThat(late.get("refresh_token_expires_in").longValue()).isEqualTo(5183999);
        refused(f.refresh(token), 400, "invalid_grant", "KOE322");
        assertThat(f.refresh(late.get("refresh_token").textValue()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void an_expired_or_a_missing_refresh_token_has_its_own_code() {
        String token = f.tokens(1001).get("refresh_token").textValue();
        f.standIns.clock().advance(Duration.ofDays(61));

        refused(f.refresh(token), 400, "invalid_grant", "KOE322");
        refused(f.refresh(""), 400, "invalid_grant", "KOE319");
    }

    @Test
    void an_id_token_is_signed_by_a_published_key_also_after_a_rotation() throws Exception {
        SignedJWT before = idToken(1001);
        f.kakao.rotateKeys();
        SignedJWT after = idToken(1001);
        f.kakao.rotateKeys();

        assertThat(verified(after)).isTrue();
        assertThat(published().getKeyByKeyId(before.getHeader().getKeyID())).isNull();
        assertThat(published().getKeys()).hasSize(2).allSatisfy(key -> {
            assertThat(key.getKeyID()).matches("[0-9a-f]{30}");
            assertThat(key.isPrivate()).isFalse();
        });
    }

    @Test
    void an_id_token_has_kakaos_claims_and_no_others() throws Exception {
        Map<String, Object> claims =
                idToken(1376016924429759228L, "nonce", "n-1").getPayload().toJSONObject();

        assertThat(claims.keySet())
                .containsExactlyInAnyOrder(
                        "iss", "aud", "sub", "iat", "exp", "auth_time", "nonce", "nickname", "picture", "email");
        assertThat(claims)
                .containsEntry("iss", "https://kauth.kakao.com")
                .containsEntry("aud", "rest-key")
                .containsEntry("sub", "1376016924429759228")
                .containsEntry("nonce", "n-1");
        assertThat(idToken(1004).getJWTClaimsSet().getClaims()).doesNotContainKey("email");
        assertThat(idToken(1005).getJWTClaimsSet().getClaims()).doesNotContainKey("email");
        assertThat(idToken(1006).getJWTClaimsSet().getClaims()).doesNotContainKey("email");
    }

    private SignedJWT idToken(long user, String... replaced) throws Exception {
        return SignedJWT.parse(f.tokens(user, replaced).get("id_token").textValue());
    }

    private boolean verified(SignedJWT token) throws Exception {
        RSAKey key = (RSAKey) published().getKeyByKeyId(token.getHeader().getKeyID());
        return token.verify(new RSASSAVerifier(key));
    }

    private JWKSet published() throws Exception {
        return JWKSet.parse(
                f.rp.get("kauth.kakao.com/.well-known/jwks.json", Map.of()).body());
    }

    private static void refused(HttpResponse<String> answer, int status, String error, String code) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(json(answer).get("error").textValue()).isEqualTo(error);
        assertThat(json(answer).get("error_code").textValue()).isEqualTo(code);
    }
}

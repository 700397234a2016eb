package dev.daemun.standins.kakao;

import static dev.daemun.standins.RelyingParty.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UserCallsFailAsKakaosDoTest {
    @RegisterExtension
    final KakaoFixture f = KakaoFixture.withEverything();

    @Test
    void an_unknown_or_expired_token_is_minus_401() {
        String token = token();
        assertThat(f.get("/v2/user/me", token).statusCode()).isEqualTo(200);
        f.standIns.clock().advance(Duration.ofHours(7));

        for (HttpResponse<String> answer : java.util.List.of(f.get("/v2/user/me", token), f.get("/v2/user/me", "x"))) {
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer error=invalid_token");
            assertThat(answer.body()).isEqualTo("{\"msg\":\"this access token does not exist\",\"code\":-401}");
        }
    }

    @Test
    void the_admin_key_unlinks_once_and_then_there_is_nobody() {
        String token = token();

        HttpResponse<String> first = unlink("KakaoAK admin-key", "1001");
        HttpResponse<String> second = unlink("KakaoAK admin-key", "1001");

        assertThat(first.body()).isEqualTo("{\"id\":1001}");
        assertThat(f.kakao.isLinked(f.app, 1001)).isFalse();
        assertThat(f.get("/v2/user/me", token).statusCode()).isEqualTo(401);
        assertThat(second.statusCode()).isEqualTo(400);
        assertThat(json(second).get("code").intValue()).isEqualTo(-101);
    }

    @Test
    void a_wrong_admin_key_or_target_unlinks_nobody() {
        token();

        assertThat(unlink("KakaoAK other", "1001").statusCode()).isEqualTo(401);
        assertThat(json(unlink("KakaoAK admin-key", "me")).get("code").intValue())
                .isEqualTo(-2);
        assertThat(f.kakao.isLinked(f.app, 1001)).isTrue();
    }

    @Test
    void a_user_unlinks_with_a_token() {
        HttpResponse<String> answer =
                f.rp.post("kapi.kakao.com/v1/user/unlink", Map.of(), "Authorization", "Bearer " + token());

        assertThat(answer.body()).isEqualTo("{\"id\":1001}");
        assertThat(f.kakao.isLinked(f.app, 1001)).isFalse();
    }

    @Test
    void a_log_out_ends_one_token_and_the_admin_key_ends_all() {
        String one = token();
        String other = token();
        String third = token();

        logout("Bearer " + one, Map.of());
        assertThat(f.get("/v2/user/me", one).statusCode()).isEqualTo(401);
        assertThat(f.get("/v2/user/me", other).statusCode()).isEqualTo(200);

        logout("KakaoAK admin-key", Map.of("target_id_type", "user_id", "target_id", "1001"));
        assertThat(f.get("/v2/user/me", third).statusCode()).isEqualTo(401);
        assertThat(f.kakao.isLinked(f.app, 1001)).isTrue();
    }

    @Test
    void a_token_tells_whose_it_is() {
        assertThat(f.get("/v1/user/access_token_info", token()).body())
                .matches("\\{\"id\":1001,\"expires_in\":21\\d{3},\"app_id\":4242}");
    }

    @Test
    void user_info_needs_openid_connect() {
        String without =
                f.tokens(1001, "scope", "account_email").get("access_token").textValue();
        JsonNode with = json(f.get("/v1/oidc/userinfo", token()));

        assertThat(json(f.get("/v1/oidc/userinfo", without)).get("code").intValue())
                .isEqualTo(-402);
        assertThat(with.get("sub").textValue()).isEqualTo("1001");
        assertThat(with.get("email_verified").booleanValue()).isTrue();
        assertThat(with.get("birthdate").textValue()).isEqualTo("1990-11-30");
        assertThat(with.has("preferred_username")).isFalse();
    }

    @Test
    void scopes_say_what_was_agreed_to() {
        JsonNode scopes =
                json(f.get("/v2/user/scopes", f.tokens(1006).get("access_token").textValue()));

        JsonNode email = find(scopes, "account_email");
        assertThat(email.get("agreed").booleanValue()).isFalse();
        assertThat(email.has("revocable")).isFalse();
        assertThat(find(scopes, "profile_nickname").get("revocable").booleanValue())
                .isTrue();
    }

    @Test
    void discovery_lacks_what_kakao_lacks() {
        JsonNode document = json(f.rp.get("kauth.kakao.com/.well-known/openid-configuration", Map.of()));

        assertThat(document.get("token_endpoint_auth_methods_supported").toString())
                .isEqualTo("[\"client_secret_post\"]");
        assertThat(document.get("code_challenge_methods_supported").toString()).isEqualTo("[\"S256\"]");
        assertThat(document.has("end_session_endpoint") || document.has("revocation_endpoint"))
                .isFalse();
    }

    @Test
    void a_failure_happens_as_often_as_wanted() {
        String token = token();
        f.standIns.failNext("kapi.kakao.com", "/v2/user/me", 503, Map.of("msg", "down", "code", -1));

        assertThat(f.get("/v2/user/me", token).statusCode()).isEqualTo(503);
        assertThat(f.get("/v2/user/me", token).statusCode()).isEqualTo(200);
    }

    @Test
    void a_test_can_see_what_was_asked_but_no_token() {
        f.get("/v2/user/me?secure_resource=true", token());

        assertThat(f.standIns.received())
                .last()
                .hasToString("ReceivedRequest[method=GET, host=kapi.kakao.com, path=/v2/user/me, "
                        + "authorization=Bearer, query=Parameters[values={secure_resource=true}], "
                        + "form=Parameters[values={}]]");
    }

    private String token() {
        return f.tokens(1001).get("access_token").textValue();
    }

    private HttpResponse<String> unlink(String authorization, String target) {
        return f.rp.post(
                "kapi.kakao.com/v1/user/unlink",
                Map.of("target_id_type", "user_id", "target_id", target),
                "Authorization",
                authorization);
    }

    private void logout(String authorization, Map<String, String> form) {
        f.rp.post("kapi.kakao.com/v1/user/logout", form, "Authorization", authorization);
    }

    private static JsonNode find(JsonNode answer, String scope) {
        for (JsonNode item : answer.get("scopes")) {
            if (item.get("id").textValue().equals(scope)) {
                return item;
            }
        }
        throw new AssertionError(scope + " is not there");
    }
}

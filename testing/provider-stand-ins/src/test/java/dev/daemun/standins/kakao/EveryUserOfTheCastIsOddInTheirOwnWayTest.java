package dev.daemun.standins.kakao;

import static dev.daemun.standins.RelyingParty.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EveryUserOfTheCastIsOddInTheirOwnWayTest {
    @RegisterExtension
    final KakaoFixture f = KakaoFixture.withEverything();

    @Test
    void an_id_is_a_number_of_any_long() {
        assertThat(f.me(1376016924429759228L).body()).startsWith("{\"id\":1376016924429759228,\"connected_at\":\"");
    }

    @Test
    void an_email_is_missing_unverified_expired_or_declined() {
        assertThat(account(1003).has("email")).isFalse();
        assertThat(account(1004).get("is_email_verified").booleanValue()).isFalse();
        assertThat(account(1005).get("is_email_valid").booleanValue()).isFalse();
        assertThat(account(1006).get("email_needs_agreement").booleanValue()).isTrue();
        assertThat(account(1006).fieldNames())
                .toIterable()
                .doesNotContain("email", "is_email_valid", "is_email_verified");
        assertThat(account(1014).get("email")).isEqualTo(account(1013).get("email"));
    }

    @Test
    void a_birthday_is_lunar_or_has_no_year() {
        assertThat(account(1007).get("birthday_type").textValue()).isEqualTo("LUNAR");
        assertThat(account(1007).get("is_leap_month").booleanValue()).isTrue();
        assertThat(account(1016).has("birthyear")).isFalse();
    }

    @Test
    void a_child_is_answered_or_refused() {
        assertThat(account(1008).get("age_range").textValue()).isEqualTo("10~14");
        assertThat(f.me(1009).statusCode()).isEqualTo(401);
        assertThat(json(f.me(1009)).get("code").intValue()).isEqualTo(-406);
    }

    @Test
    void an_old_app_has_one_item_for_the_profile() {
        JsonNode tokens = f.tokens(1010);

        assertThat(tokens.get("scope").textValue().split(" ", -1))
                .contains("profile")
                .doesNotContain("profile_nickname", "profile_image");
        assertThat(account(1010).get("profile_needs_agreement").booleanValue()).isFalse();
        assertThat(account(1010).has("profile_nickname_needs_agreement")).isFalse();
        assertThat(account(1010).get("profile").get("nickname").textValue()).isEqualTo("옛앱");
    }

    @Test
    void whoever_declines_everything_is_an_id() {
        JsonNode account = account(1012);

        assertThat(account.fieldNames())
                .toIterable()
                .allSatisfy(name -> assertThat(name).endsWith("_needs_agreement"));
        assertThat(f.tokens(1012).get("scope").textValue()).isEqualTo("openid");
    }

    @Test
    void an_app_with_one_item_learns_of_no_other() throws IOException {
        try (KakaoFixture small = new KakaoFixture(false, "profile_nickname")) {
            assertThat(json(small.me(1001)).get("kakao_account").toString())
                    .isEqualTo("{\"profile_nickname_needs_agreement\":false,"
                            + "\"profile\":{\"nickname\":\"다나\",\"is_default_nickname\":false}}");
        }
    }

    @Test
    void images_are_plain_http_unless_asked_otherwise() {
        String token = f.tokens(1001).get("access_token").textValue();
        JsonNode secure = json(f.get("/v2/user/me?secure_resource=true", token));

        assertThat(account(1001).get("profile").get("profile_image_url").textValue())
                .startsWith("http://");
        assertThat(secure.at("/kakao_account/profile/profile_image_url").textValue())
                .startsWith("https://");
        assertThat(secure.at("/kakao_account/profile/thumbnail_image_url").textValue())
                .startsWith("https://");
    }

    @Test
    void only_the_wanted_properties_are_told() {
        String token = f.tokens(1001).get("access_token").textValue();
        JsonNode me = json(f.rp.get(
                "kapi.kakao.com/v2/user/me",
                Map.of("property_keys", "[\"kakao_account.email\"]"),
                "Authorization",
                "Bearer " + token));

        assertThat(me.get("kakao_account").fieldNames())
                .toIterable()
                .containsExactly("email_needs_agreement", "is_email_valid", "is_email_verified", "email");
    }

    @Test
    void an_address_can_change_at_kakao() {
        f.kakao.put(f.kakao.user(1001).with("email", TextNode.valueOf("moved@example.com")));

        assertThat(account(1001).get("email").textValue()).isEqualTo("moved@example.com");
    }

    private JsonNode account(long user) {
        return json(f.me(user)).get("kakao_account");
    }
}

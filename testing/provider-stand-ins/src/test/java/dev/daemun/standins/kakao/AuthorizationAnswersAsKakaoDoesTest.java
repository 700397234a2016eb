package dev.daemun.standins.kakao;

import static dev.daemun.standins.RelyingParty.location;
import static dev.daemun.standins.RelyingParty.parameter;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationAnswersAsKakaoDoesTest {
    @RegisterExtension
    final KakaoFixture f = new KakaoFixture(false, "profile_nickname", "account_email");

    @ParameterizedTest
    @CsvSource({
        "client_id, nobody, KOE101",
        "redirect_uri, https://service.example/broker/kakao/endpoint/, KOE006",
        "redirect_uri, https://service.example/broker/kakao/endpoint?a=1, KOE006",
        "response_type, token, KOE201",
        "scope, openid, KOE205",
        "scope, 'account_email,gender', KOE205",
        "prompt, consent, KOE001",
        "code_challenge, abc, KOE001"
    })
    void a_mistake_is_a_page_and_never_a_redirect(String parameter, String value, String code) {
        f.kakao.signIn(KakaoFixture.DANA);

        HttpResponse<String> answer = f.authorize(parameter, value);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(location(answer)).isEmpty();
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
        assertThat(Jsoup.parse(answer.body()).selectFirst("h1").text()).contains("잘못된 요청", code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "profile_nickname,account_email",
                "profile_nickname account_email",
                "account_email , profile_nickname"
            })
    void scopes_are_separated_by_commas_or_spaces(String scope) {
        f.kakao.signIn(KakaoFixture.DANA);

        assertThat(parameter(f.authorize("scope", scope), "code")).isNotEmpty();
        assertThat(f.kakao.agreed(f.app, KakaoFixture.DANA)).containsOnly("profile_nickname", "account_email");
    }

    @Test
    void an_empty_scope_means_the_items_of_the_console() {
        f.kakao.signIn(KakaoFixture.DANA);

        assertThat(parameter(f.authorize("scope", ""), "code")).isNotEmpty();
        assertThat(f.kakao.agreed(f.app, KakaoFixture.DANA)).containsOnly("profile_nickname", "account_email");
    }

    @Test
    void a_person_who_agrees_comes_back_with_a_code_and_the_state() {
        HttpResponse<String> answer = decide(Map.of("user", "1001", "decision", "agree"));

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(location(answer)).startsWith(KakaoFixture.REDIRECT + "?").contains("state=s%201");
        assertThat(parameter(answer, "code")).isNotEmpty();
        assertThat(f.kakao.isLinked(f.app, 1001)).isTrue();
    }

    @Test
    void a_person_who_cancels_comes_back_with_access_denied() {
        HttpResponse<String> answer = decide(Map.of("user", "1001", "decision", "cancel"));

        assertThat(location(answer))
                .contains("error=access_denied&error_description=User%20denied%20access")
                .contains("state=s%201");
        assertThat(f.kakao.isLinked(f.app, 1001)).isFalse();
    }

    @Test
    void without_a_page_nobody_new_gets_in() {
        HttpResponse<String> stranger = f.authorize("prompt", "none");
        f.kakao.signIn(KakaoFixture.DANA);
        HttpResponse<String> notLinked = f.authorize("prompt", "none");
        f.authorize();
        HttpResponse<String> linked = f.authorize("prompt", "none");

        assertThat(parameter(stranger, "error")).isEqualTo("login_required");
        assertThat(location(notLinked))
                .contains("error=consent_required&error_description=user%20consent%20required.")
                .contains("state=s%201");
        assertThat(parameter(linked, "code")).isNotEmpty();
    }

    @Test
    void a_remembered_person_is_asked_only_for_what_is_new() {
        HttpResponse<String> first = f.rp.post(
                uri("scope", "profile_nickname"), Map.of("user", "1001", "decision", "agree", "remember", "on"));
        String cookie = first.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];

        assertThat(parameter(again(cookie, "scope", "profile_nickname"), "code"))
                .isNotEmpty();
        assertThat(again(cookie, "scope", "account_email").statusCode()).isEqualTo(200);
        assertThat(again(cookie, "scope", "profile_nickname", "prompt", "login").statusCode())
                .isEqualTo(200);
    }

    @Test
    void the_page_says_what_it_is_and_shows_the_whole_cast() {
        Document korean = Jsoup.parse(f.authorize("login_hint", "1003").body());
        Document english =
                Jsoup.parse(f.rp.get(KakaoFixture.AUTHORIZE, f.request(), "Accept-Language", "en-US,en;q=0.9")
                        .body());

        assertThat(korean.selectFirst(".notice").text()).contains("대역", "stand-in");
        assertThat(english.selectFirst(".notice").text()).contains("대역", "stand-in");
        assertThat(korean.select("input[name=user]").eachAttr("value"))
                .hasSameSizeAs(f.kakao.users())
                .contains("1001", "1376016924429759228");
        assertThat(korean.select("input[name=user][checked]").attr("value")).isEqualTo("1003");
        assertThat(korean.select("b, i")).as("a nickname is never markup").isEmpty();
        assertThat(english.select("ul li").eachText()).containsExactlyInAnyOrder("Nickname", "Email");
    }

    @Test
    void signing_out_of_kakao_goes_to_a_registered_address_alone() {
        HttpResponse<String> known = f.rp.get(
                "kauth.kakao.com/oauth/logout",
                Map.of("client_id", "rest-key", "logout_redirect_uri", "https://service.example/bye", "state", "x"));
        HttpResponse<String> unknown = f.rp.get(
                "kauth.kakao.com/oauth/logout",
                Map.of("client_id", "rest-key", "logout_redirect_uri", "https://evil.example/"));

        assertThat(location(known)).isEqualTo("https://service.example/bye?state=x");
        assertThat(location(unknown)).isEmpty();
        assertThat(unknown.body()).contains("KOE007");
    }

    private HttpResponse<String> decide(Map<String, String> form) {
        return f.rp.post(uri(), form);
    }

    private java.net.URI uri(String... replaced) {
        return f.authorize(replaced).request().uri();
    }

    private HttpResponse<String> again(String cookie, String... replaced) {
        return f.rp.get(KakaoFixture.AUTHORIZE, f.request(replaced), "Cookie", cookie);
    }
}

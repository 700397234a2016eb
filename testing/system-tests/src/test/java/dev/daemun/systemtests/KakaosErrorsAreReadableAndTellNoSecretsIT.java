package dev.daemun.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.daemun.localplatform.Pkce;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NeedsBrowser
@ResourceLock(KeycloakWithStandIns.LOCK)
class KakaosErrorsAreReadableAndTellNoSecretsIT {
    private static final String AUTHORIZE = "https://kauth.kakao.com/oauth/authorize";
    private static final String KOREAN = "카카오 로그인을 마치지 못했습니다";
    private static final String ENGLISH = "Signing in with Kakao did not work";

    private final KeycloakWithStandIns platform = KeycloakWithStandIns.shared();

    @BeforeEach
    void someoneIsSignedInAtKakao() {
        platform.standIns.kakao().signIn(1001);
    }

    @AfterEach
    void nobodyIs() {
        platform.standIns.kakao().signOut();
    }

    @ParameterizedTest
    @CsvSource({"400, KOE320", "401, KOE010", "400, KOE237"})
    void aRefusedCode(int status, String code) {
        String secret = "code-repeated-with-" + code;
        platform.standIns.failNext(
                "kauth.kakao.com",
                "/oauth/token",
                status,
                Map.of("error", "invalid_grant", "error_description", secret, "error_code", code));
        saysAndOffersTheOtherWays("ko-KR", KOREAN);
        assertThat(platform.log)
                .content()
                .contains("Kakao refused the token request: " + code)
                .doesNotContain(secret);
    }

    @Test
    void aRefusedPerson() {
        platform.standIns.failNext(
                "kapi.kakao.com", "/v2/user/me", 401, Map.of("msg", "person-repeated-in-text", "code", -406));
        saysAndOffersTheOtherWays("en-US", ENGLISH);
        assertThat(platform.log)
                .content()
                .contains("Kakao refused /v2/user/me: code -406")
                .doesNotContain("person-repeated-in-text");
    }

    @Test
    void somebodyWithoutANumber() {
        platform.standIns.failNext("kapi.kakao.com", "/v2/user/me", 200, Map.of("kakao_account", Map.of()));
        saysAndOffersTheOtherWays("ko-KR", KOREAN);
    }

    @Test
    void anErrorOnTheWayBack() {
        try (Browser browser = platform.browser()) {
            Page page = browser.page();
            sendBack(page, "error=server_error&error_description=text-of-kakaos");
            assertThat(page.getByText(KOREAN)).isVisible();
        }
        assertThat(platform.log)
                .content()
                .contains("Kakao sent back server_error")
                .doesNotContain("text-of-kakaos");
    }

    @Test
    void aConsentThatCannotBeAskedForSilently() {
        try (Browser browser = platform.browser()) {
            Page page = browser.page();
            sendBack(page, "error=consent_required&error_description=user%20consent%20required.");
            assertThat(page.getByText("먼저 카카오 화면에서")).isVisible();
            assertThat(page.locator("#username")).isVisible();
        }
    }

    @ParameterizedTest
    @CsvSource({"ko-KR, 카카오 로그인을 취소했습니다", "en-US, Signing in with Kakao was cancelled"})
    void cancellingIsNoErrorAndNamesKakaoInThePersonsLanguage(String locale, String sentence) {
        platform.standIns.kakao().signOut();
        try (Browser browser = Browser.throughProxy(locale, platform.standIns.proxyPort())) {
            Page page = browser.page();
            page.navigate(platform.webApp().authorizationRequest(Pkce.random()));
            page.locator("#social-kakao").click();
            page.locator("button[value=cancel]").click();
            assertThat(page.getByText(sentence)).isVisible();
            assertThat(page.locator("#username")).isVisible();
            assertThat(page.locator("#social-kakao")).isVisible();
        }
    }

    private void saysAndOffersTheOtherWays(String locale, String message) {
        try (Browser browser = Browser.throughProxy(locale, platform.standIns.proxyPort())) {
            Page page = browser.page();
            page.navigate(platform.webApp().authorizationRequest(Pkce.random()));
            page.locator("#social-kakao").click();
            assertThat(page.getByText(message)).isVisible();
            assertThat(page.locator("#username")).isVisible();
            assertThat(page.locator("#social-kakao")).isVisible();
        }
    }

    /** Answers in Kakao's place once the browser calls it. */
    private void sendBack(Page page, String outcome) {
        platform.standIns.kakao().signOut();
        page.navigate(platform.webApp().authorizationRequest(Pkce.random()));
        page.locator("#social-kakao").click();
        page.waitForURL(AUTHORIZE + "**");
        String query = URI.create(page.url()).getRawQuery();
        page.navigate(URLDecoder.decode(parameter(query, "redirect_uri"), StandardCharsets.UTF_8) + "?" + outcome
                + "&state=" + parameter(query, "state"));
    }

    private static String parameter(String query, String name) {
        Matcher matcher = Pattern.compile("(?:^|&)" + name + "=([^&]*)").matcher(query);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}

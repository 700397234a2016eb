package dev.daemun.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.RequestOptions;
import dev.daemun.localplatform.Pkce;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.IdentityProviderRepresentation;

/** Examines the requests with which browsers are sent to Kakao, and answers as Kakao would by sending them back. */
@NeedsBrowser
@ResourceLock(TestPlatform.LOCK)
class KakaoIsAskedInItsOwnWayIT {
    private static final String KAKAO = "https://kauth.kakao.com/oauth/authorize";

    private final TestPlatform platform = TestPlatform.shared();
    private final Keycloak admin = platform.admin();
    private final Map<String, String> config = new HashMap<>(Map.of(
            "clientId", "rest-api-key",
            "clientSecret", "a-secret",
            // Settings that an administrator may get wrong and that Kakao would refuse.
            "clientAuthMethod", "client_secret_basic",
            "pkceEnabled", "false"));

    @BeforeEach
    void kakaoIsConfigured() {
        IdentityProviderRepresentation kakao = new IdentityProviderRepresentation();
        kakao.setAlias("kakao");
        kakao.setProviderId("kakao");
        kakao.setEnabled(true);
        kakao.setConfig(config);
        platform.realm(admin).identityProviders().create(kakao).close();
    }

    @AfterEach
    void andGone() {
        Withdrawal.removeProvider(platform.realm(admin), "kakao");
        admin.close();
    }

    @Test
    void withPkceAndWithoutAScopeThatItMayNotKnow() {
        Map<String, String> asked = askedOfKakao("");
        assertThat(asked)
                .containsEntry("client_id", "rest-api-key")
                .containsEntry("response_type", "code")
                .containsEntry("redirect_uri", platform.keycloak.issuer() + "/broker/kakao/endpoint")
                .containsEntry("code_challenge_method", "S256")
                .containsKeys("state", "code_challenge")
                .doesNotContainKeys("scope", "prompt", "client_secret");
    }

    @Test
    void itsButtonIsAsItsGuideSaysAndFitsOnAPhone() {
        try (Browser browser = Browser.open("ko-KR")) {
            Page page = browser.page();
            page.setViewportSize(360, 740);
            page.navigate(platform.webApp("openid").authorizationRequest(Pkce.random()));
            assertThat(page.locator("#social-kakao")).hasCSS("background-color", "rgb(254, 229, 0)");
            assertThat(page.locator("#social-kakao")).hasText("카카오 로그인");
            assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                    .as("the page is not wider than the screen")
                    .isEqualTo(true);
        }
    }

    @Test
    void withNoPromptButItsOwn() {
        assertThat(askedOfKakao("&prompt=consent")).doesNotContainKey("prompt");
        assertThat(askedOfKakao("&prompt=login%20consent")).containsEntry("prompt", "login");
    }

    @Test
    void cancellingLeadsBackToTheSignInPage() {
        try (Browser browser = Browser.open("ko-KR")) {
            Page page = browser.page();
            Map<String, String> asked = askedOfKakao(page, "");
            page.navigate(asked.get("redirect_uri")
                    + "?error=access_denied&error_description=User%20denied%20access&state=" + asked.get("state"));
            assertThat(page.locator("#username")).isVisible();
            assertThat(page.locator("#social-kakao")).isVisible();
        }
    }

    private Map<String, String> askedOfKakao(String more) {
        try (Browser browser = Browser.open("en-US")) {
            return askedOfKakao(browser.page(), more);
        }
    }

    /** Where the button leads; the page's own cookies are sent, but nobody goes there. */
    private Map<String, String> askedOfKakao(Page page, String more) {
        page.navigate(platform.webApp("openid").authorizationRequest(Pkce.random()) + more);
        URI button =
                URI.create(page.url()).resolve(page.locator("#social-kakao").getAttribute("href"));
        APIResponse answer = page.request()
                .get(
                        button.toString(),
                        RequestOptions.create().setMaxRedirects(0).setIgnoreHTTPSErrors(true));
        String location = answer.headers().get("location");
        assertThat(location).startsWith(KAKAO + "?");
        return query(location);
    }

    private static Map<String, String> query(String url) {
        Map<String, String> query = new HashMap<>();
        for (String pair : URI.create(url).getRawQuery().split("&", -1)) {
            int equals = pair.indexOf('=');
            query.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return query;
    }
}

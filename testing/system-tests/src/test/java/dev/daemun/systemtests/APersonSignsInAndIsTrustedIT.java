package dev.daemun.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.daemun.localplatform.CodeFlow;
import dev.daemun.localplatform.Pkce;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NeedsBrowser
@ResourceLock(TestPlatform.LOCK)
class APersonSignsInAndIsTrustedIT {
    private final TestPlatform platform = TestPlatform.shared();

    @Test
    void aTokenFromTheBrowserOpensMeAndOrders() {
        CodeFlow flow = platform.webApp("openid");
        Pkce pkce = Pkce.random();
        try (Browser browser = Browser.open("en-US");
                CallbackServer webApp = new CallbackServer(platform.ports.webApp())) {
            Page page = browser.page();
            page.navigate(flow.authorizationRequest(pkce));
            signIn(page, "demo-manager");
            assertThat(page).hasTitle("signed in");

            String token = flow.exchange(webApp.parameter("code"), pkce).accessToken();
            Call.Answer me = platform.callService("/me").bearer(token).get();
            assertThat(me.status()).as(me.body()).isEqualTo(200);
            assertThat(Claims.texts(me.json().path("roles"))).containsExactly("member", "order-manager");

            Call.Answer ordered =
                    platform.callService("/orders").bearer(token).postJson("{\"item\":\"대문 열쇠\",\"quantity\":2}");
            assertThat(ordered.status()).as(ordered.body()).isEqualTo(201);
            Call.Answer orders = platform.callService("/orders").bearer(token).get();
            assertThat(orders.status()).isEqualTo(200);
            assertThat(orders.body()).contains("대문 열쇠");
        }
    }

    @ParameterizedTest
    @CsvSource({"ko-KR, 로그인", "en-US, Sign In", "fr-FR, 로그인"})
    void thePageSpeaksThePersonsLanguageOrElseKorean(String locale, String button) {
        try (Browser browser = Browser.open(locale)) {
            Page page = browser.page();
            page.navigate(platform.webApp("openid").authorizationRequest(Pkce.random()));
            assertThat(page.getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName(button).setExact(true)))
                    .isVisible();
        }
    }

    @Test
    void theApiDocumentationSignsInByItself() {
        try (Browser browser = Browser.open("en-US")) {
            Page page = browser.page();
            page.navigate(platform.sampleService.url() + "/swagger-ui/index.html");
            page.locator("button.authorize").first().click();
            Page signInPage = page.waitForPopup(() ->
                    page.locator(".auth-btn-wrapper button.authorize").first().click());
            signIn(signInPage, "demo-member");
            assertThat(page.locator(".auth-btn-wrapper")).containsText("Logout");
            page.locator(".btn-done").click();

            page.locator(".opblock-summary-path[data-path='/me']").click();
            page.locator("button.try-out__btn").click();
            page.locator("button.execute").click();
            assertThat(page.locator(".live-responses-table .response .response-col_status")
                            .first())
                    .hasText(Pattern.compile("200.*"));
        }
    }

    private static void signIn(Page page, String demoUser) {
        page.locator("#username").fill(demoUser);
        page.locator("#password").fill(TestRealm.DEMO_PASSWORD);
        page.locator("#kc-login").click();
    }
}

package dev.daemun.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.daemun.localplatform.Pkce;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tries the sign-in page in both languages, on small and large screens, in dark mode, by keyboard and by axe. */
@NeedsBrowser
@ResourceLock(TestPlatform.LOCK)
class TheSignInPageIsForEveryoneIT {
    private static final TestPlatform PLATFORM = TestPlatform.shared();
    private static final List<TestIdentityProvider> PROVIDERS = new ArrayList<>();

    record View(String locale, ColorScheme light, int width) {
        boolean dark() {
            return light == ColorScheme.DARK;
        }
    }

    static Stream<View> everyView() {
        return Stream.of("ko-KR", "en-US")
                .flatMap(locale -> Stream.of(ColorScheme.LIGHT, ColorScheme.DARK)
                        .flatMap(light -> Stream.of(1280, 360).map(width -> new View(locale, light, width))));
    }

    @BeforeAll
    static void offerProviders() {
        PROVIDERS.add(TestIdentityProvider.create(PLATFORM, "kakao", "oidc", "Kakao"));
        PROVIDERS.add(TestIdentityProvider.create(PLATFORM, "naver", "oidc", "Naver"));
        PROVIDERS.add(TestIdentityProvider.create(PLATFORM, "google", "google", "Google"));
        PROVIDERS.add(TestIdentityProvider.create(PLATFORM, "apple", "oidc", "Apple"));
        PROVIDERS.add(TestIdentityProvider.create(PLATFORM, "another", "oidc", "Another house"));
        PROVIDERS.add(TestIdentityProvider.create(PLATFORM, "github", "github", "GitHub"));
    }

    @AfterAll
    static void takeProvidersAway() {
        PROVIDERS.forEach(TestIdentityProvider::close);
    }

    @ParameterizedTest
    @MethodSource("everyView")
    void itFitsAndShutsNobodyOut(View view) {
        try (Browser browser = Browser.open(view.locale())) {
            Page page = browser.page();
            List<String> missing = new ArrayList<>();
            page.onResponse(response -> {
                if (response.status() >= 400) {
                    missing.add(response.url());
                }
            });
            open(page, view);
            assertFitsAndShutsNobodyOut(page, view);

            page.locator("#username").fill("nobody");
            page.locator("#password").fill("nothing");
            page.locator("#kc-login").click();
            assertThat(page.locator("#input-error-username")).isVisible();
            assertFitsAndShutsNobodyOut(page, view);
            assertThat(missing).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ko-KR, ko, 대문, 로그인, 사용자 이름 또는 이메일, 비밀번호, 로그인 상태 유지",
        "en-US, en, Daemun, Sign in, Username or email, Password, Remember me"
    })
    void itSpeaksThePersonsLanguage(
            String locale,
            String language,
            String house,
            String title,
            String username,
            String password,
            String rememberMe) {
        try (Browser browser = Browser.open(locale)) {
            Page page = browser.page();
            open(page, new View(locale, ColorScheme.LIGHT, 360));
            assertThat(page.locator("html")).hasAttribute("lang", language);
            assertThat(page.getByRole(AriaRole.HEADING)).hasText(title);
            assertThat(page.getByLabel(username)).isVisible();
            assertThat(page.getByLabel(password, new Page.GetByLabelOptions().setExact(true)))
                    .isVisible();
            assertThat(page.getByLabel(rememberMe)).isVisible();
            assertThat(page.locator("#kc-header")).hasText(house);
        }
    }

    @ParameterizedTest
    @MethodSource("everyView")
    void theKeyboardIsEnoughAndAlwaysSeen(View view) {
        try (Browser browser = Browser.open(view.locale());
                CallbackServer webApp = new CallbackServer(PLATFORM.ports.webApp())) {
            Page page = browser.page();
            open(page, view);
            assertThat(page.locator("#username")).isFocused();
            page.keyboard().type("demo-member");
            for (String next : List.of("#password", "#password-show-password", "#rememberMe", "#kc-login")) {
                page.keyboard().press("Tab");
                assertFocusIsSeen(page.locator(next));
                if (next.equals("#password")) {
                    page.keyboard().type(TestRealm.DEMO_PASSWORD);
                }
            }
            for (Locator provider : page.locator("#kc-social-providers a").all()) {
                page.keyboard().press("Tab");
                assertFocusIsSeen(provider);
            }
            page.locator("#kc-login").focus();
            page.keyboard().press("Enter");
            assertThat(page).hasTitle("signed in");
            assertThat(webApp.parameter("code")).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("everyView")
    void theButtonsKeepTheBrandGuides(View view) {
        try (Browser browser = Browser.open(view.locale())) {
            Page page = browser.page();
            open(page, view);
            boolean korean = view.locale().equals("ko-KR");

            Locator kakao = button(page, korean ? "카카오 로그인" : "Login with Kakao");
            assertThat(kakao).hasId("social-kakao");
            assertThat(kakao).hasCSS("background-color", "rgb(254, 229, 0)");
            assertThat(kakao).hasCSS("color", "rgba(0, 0, 0, 0.85)");
            assertThat(kakao).hasCSS("border-radius", "12px");

            Locator google = button(page, korean ? "Google 계정으로 로그인" : "Sign in with Google");
            assertThat(google).hasId("social-google");
            assertThat(google).hasCSS("background-color", view.dark() ? "rgb(19, 19, 20)" : "rgb(255, 255, 255)");
            assertThat(google).hasCSS("color", view.dark() ? "rgb(227, 227, 227)" : "rgb(31, 31, 31)");
            assertThat(pseudo(google, "::after", "border-top-color"))
                    .isEqualTo(view.dark() ? "rgb(142, 145, 143)" : "rgb(116, 119, 117)");

            Locator naver = button(page, korean ? "네이버 로그인" : "Sign in with Naver");
            assertThat(naver).hasId("social-naver");
            assertThat(naver).hasCSS("background-color", "rgb(255, 255, 255)");
            assertThat(pseudo(naver.locator("span"), "::before", "background-image"))
                    .contains("/img/naver.svg");

            Locator apple = button(page, korean ? "Apple로 로그인" : "Sign in with Apple");
            assertThat(apple).hasId("social-apple");
            assertThat(apple).hasCSS("background-color", view.dark() ? "rgb(255, 255, 255)" : "rgb(0, 0, 0)");
            assertThat(apple).hasCSS("color", view.dark() ? "rgb(0, 0, 0)" : "rgb(255, 255, 255)");
            assertThat(pseudo(apple.locator("span"), "::before", "background-image"))
                    .contains("/img/apple.svg");
            assertThat(pseudo(apple.locator("span"), "::before", "filter"))
                    .as("the black artwork is white on black")
                    .isEqualTo(view.dark() ? "none" : "invert(1)");

            assertThat(pseudo(kakao.locator("span"), "::before", "background-image"))
                    .contains("/img/kakao.svg");
            assertThat(pseudo(google.locator("span"), "::before", "background-image"))
                    .contains("/img/google.svg");
            assertEquallyProminent(kakao, naver, google, apple, page.locator("#kc-login"));
        }
    }

    @ParameterizedTest
    @CsvSource({"ko-KR", "en-US"})
    void anyOtherProviderKeepsItsOwnName(String locale) {
        try (Browser browser = Browser.open(locale)) {
            Page page = browser.page();
            open(page, new View(locale, ColorScheme.LIGHT, 360));
            assertThat(button(page, "Another house")).hasText("Another house");
            assertThat(button(page, "GitHub").locator("svg")).isVisible();
        }
    }

    private static void open(Page page, View view) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(view.light()));
        page.setViewportSize(view.width(), 740);
        page.navigate(PLATFORM.webApp("openid").authorizationRequest(Pkce.random()));
    }

    private static void assertFitsAndShutsNobodyOut(Page page, View view) {
        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(view.width());
        assertThat(new AxeBuilder(page).analyze().getViolations())
                .filteredOn(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                .extracting(rule -> rule.getId() + " " + rule.getNodes())
                .isEmpty();
    }

    private static void assertFocusIsSeen(Locator element) {
        assertThat(element).isFocused();
        assertThat(element).hasCSS("outline-style", "solid");
        assertThat(element).hasCSS("outline-width", "2px");
    }

    private static void assertEquallyProminent(Locator... buttons) {
        assertThat(Stream.of(buttons)
                        .map(Locator::boundingBox)
                        .map(box -> List.of(box.x, box.width, box.height))
                        .distinct())
                .hasSize(1);
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static String pseudo(Locator element, String pseudoElement, String property) {
        return (String) element.evaluate(
                "(element, [pseudo, property]) => getComputedStyle(element, pseudo).getPropertyValue(property)",
                List.of(pseudoElement, property));
    }
}

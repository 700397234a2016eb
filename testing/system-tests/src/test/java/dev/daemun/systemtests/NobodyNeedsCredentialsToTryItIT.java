package dev.daemun.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Opens the one address that {@code ./run} prints in an ordinary browser, and uses nothing else. */
@NeedsBrowser
@NeedsUsualPorts
@ResourceLock(DemoPlatform.LOCK)
class NobodyNeedsCredentialsToTryItIT {
    private static final DemoPlatform PLATFORM = DemoPlatform.shared();

    @AfterAll
    static void logsTellNothing() {
        DemoPlatform.assertThatLogsTellNothing();
    }

    @ParameterizedTest
    @CsvSource({
        "kakao, ko-KR, 390, 844, kauth.kakao.com, 1001",
        "google, en-US, 1280, 900, accounts.google.com, 110000000000000000001",
        "naver, ko-KR, 390, 844, nid.naver.com, NaoQXLxtFuzAWrMfTm3wlrqmg2L2xaMPsEJnb6vbBeg",
        "apple, ko-KR, 390, 844, appleid.apple.com, 001002.1b2c3d4e5f60718293a4b5c6d7e8f90a.0202"
    })
    void aStrangerOrdersSignsOutAndComesBack(
            String provider, String locale, int width, int height, String host, String person) {
        String item = "key " + UUID.randomUUID();
        try (Visitor stranger = new Visitor(PLATFORM, locale)) {
            Page page = stranger.page(width, height);
            stranger.signIn(page, provider, host, person);
            assertThat(page.locator("[data-idp]")).hasAttribute("data-idp", provider);
            Customer.order(page, item);
            Customer.seesOrder(page, item);
            assertThat(page.locator("html")).hasAttribute("lang", locale.substring(0, 2));
            Visitor.signOut(page);
            assertThat(page.locator("[data-notice=signed-out]")).isVisible();
            page.reload();
            assertThat(page.locator(".sign-in")).isVisible();
            assertThat(stranger.tokens()).isNotEmpty().allSatisfy(PLATFORM::awaitRefused);
        }
        try (Visitor known = new Visitor(PLATFORM, locale)) {
            Page page = known.page(width, height);
            known.signIn(page, provider, host, person);
            Customer.seesOrder(page, item);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "kakao, ko-KR, kauth.kakao.com, 1001, user-unlinked, 202",
        "google, en-US, accounts.google.com, 110000000000000000001, sessions-revoked, 202",
        "naver, ko-KR, nid.naver.com, NaoQXLxtFuzAWrMfTm3wlrqmg2L2xaMPsEJnb6vbBeg, disconnect, 204",
        "apple, en-US, appleid.apple.com, 001001.0a1b2c3d4e5f60718293a4b5c6d7e8f9.0101, consent-revoked, 200"
    })
    void whoLeavesInOneWindowIsSignedOutInTheOther(
            String provider, String locale, String host, String person, String report, String status) {
        try (Visitor visitor = new Visitor(PLATFORM, locale)) {
            Page page = visitor.desktop();
            visitor.signIn(page, provider, host, person);
            Page there = visitor.elsewhere();
            there.navigate("http://127.0.0.1:" + PLATFORM.ports.standIns() + "/" + host);
            there.locator("input[value='" + person + "']").check();
            there.locator("button[value=" + report + "]").click();
            assertThat(there.getByRole(AriaRole.STATUS)).containsText(status);
            // Without a click or a reload.
            assertThat(page.locator(".sign-in")).isVisible();
            assertThat(page.locator("[data-notice=session-over]")).isVisible();
            assertThat(visitor.tokens()).isNotEmpty().allSatisfy(PLATFORM::awaitRefused);
        }
    }

    /** Checks the rules of WCAG that a program can check. */
    @ParameterizedTest
    @CsvSource({"ko-KR, 390, 844, DARK", "ko-KR, 1280, 900, LIGHT", "en-US, 390, 844, LIGHT", "en-US, 1280, 900, DARK"})
    void thePageShutsNobodyOut(String locale, int width, int height, ColorScheme scheme) {
        try (Visitor visitor = new Visitor(PLATFORM, locale)) {
            Page page = visitor.page(width, height);
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            page.navigate(PLATFORM.webApp());
            assertThat(page.locator(".sign-in .plain")).isVisible();
            requireAccessible(page, width);
            visitor.signInByPassword(page, "demo-manager");
            Customer.order(page, "key " + UUID.randomUUID());
            assertThat(page.locator("[data-orders=all]")).isVisible();
            requireAccessible(page, width);
        }
    }

    @Test
    void aKeyboardIsEnough() {
        String item = "key " + UUID.randomUUID();
        try (Visitor visitor = new Visitor(PLATFORM, "ko-KR")) {
            Page page = visitor.desktop();
            page.navigate(PLATFORM.webApp());
            assertThat(page.locator(".sign-in .plain")).isVisible();
            tabTo(page, ".sign-in .plain");
            page.keyboard().press("Enter");
            assertThat(page.locator("#username")).isFocused();
            page.keyboard().type("demo-desk");
            tabTo(page, "#password");
            page.keyboard().type(TestRealm.DEMO_PASSWORD);
            page.keyboard().press("Enter");
            assertThat(page.locator("[data-name]")).isVisible();
            tabTo(page, "#item");
            page.keyboard().type(item);
            page.keyboard().press("Enter");
            Customer.seesOrder(page, item);
            tabTo(page, "header button.primary");
            page.keyboard().press("Enter");
            assertThat(page.locator("[data-notice=signed-out]")).isVisible();
        }
    }

    /** Presses Tab until the element has the focus. */
    private static void tabTo(Page page, String selector) {
        for (int presses = 0; presses < 100; presses++) {
            page.keyboard().press("Tab");
            if ((boolean) page.evaluate("selector => document.activeElement.matches(selector)", selector)) {
                return;
            }
        }
        throw new AssertionError("No way to " + selector + " by keyboard");
    }

    private static void requireAccessible(Page page, int width) {
        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
        assertThat(new AxeBuilder(page).analyze().getViolations())
                .extracting(rule -> rule.getId() + " " + rule.getNodes())
                .isEmpty();
    }
}

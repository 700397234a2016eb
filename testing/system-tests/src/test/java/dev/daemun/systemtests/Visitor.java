package dev.daemun.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** A person at the page of a {@link DemoPlatform}. No page may violate its Content Security Policy. */
final class Visitor implements AutoCloseable {
    private final DemoPlatform platform;
    private final Browser browser;
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final List<String> tokens = new CopyOnWriteArrayList<>();

    Visitor(DemoPlatform platform, String locale) {
        this.platform = platform;
        this.browser = Browser.open(locale);
    }

    static Visitor english(DemoPlatform platform) {
        return new Visitor(platform, "en-US");
    }

    Page desktop() {
        return page(1280, 900);
    }

    Page phone() {
        return page(390, 844);
    }

    Page page(int width, int height) {
        Page page = browser.page(width, height);
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                complaints.add(message.text());
            }
        });
        page.onRequest(request -> {
            String authorization = request.headers().get("authorization");
            if (authorization != null) {
                tokens.add(authorization.substring("Bearer ".length()));
            }
        });
        return page;
    }

    /** A page of another site in the same browser. */
    Page elsewhere() {
        return browser.page();
    }

    /** The access tokens that the pages sent, each once, the oldest first. */
    List<String> tokens() {
        return tokens.stream().distinct().toList();
    }

    /** Signs in through a provider as a user of the stand-in's cast. */
    void signIn(Page page, String provider, String host, String person) {
        page.navigate(platform.webApp());
        page.locator(".sign-in ." + provider).click();
        assertThat(page)
                .hasURL(Pattern.compile("http://127\\.0\\.0\\.1:" + platform.ports.standIns() + "/" + host + "/.*"));
        assertThat(page.getByRole(AriaRole.NOTE)).containsText("stand-in");
        page.locator("input[value='" + person + "']").check();
        page.locator("button[value=agree]").click();
        assertSignedIn(page);
    }

    void signInByPassword(Page page, String username) {
        page.navigate(platform.webApp());
        page.locator(".sign-in .plain").click();
        page.locator("#username").fill(username);
        page.locator("#password").fill(TestRealm.DEMO_PASSWORD);
        page.locator("#kc-login").click();
        assertSignedIn(page);
    }

    /** Says what the page shows instead, since the next test's page hides it. */
    private static void assertSignedIn(Page page) {
        try {
            assertThat(page.locator("[data-name]")).isVisible();
        } catch (AssertionError e) {
            throw new AssertionError(
                    "Nobody is signed in at " + page.url() + ", which says: " + page.innerText("body"), e);
        }
    }

    static void signOut(Page page) {
        page.locator("header button.primary").click();
    }

    @Override
    public void close() {
        browser.close();
        assertThat(complaints).isEmpty();
    }
}

package dev.daemun.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.Media;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.imageio.ImageIO;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.IdentityProviderResource;
import org.keycloak.representations.idm.IdentityProviderRepresentation;

/** The page, where the realm, the browser or its reader is not as it expects. */
@NeedsBrowser
@NeedsUsualPorts
@ResourceLock(DemoPlatform.LOCK)
class ThePageSaysWhatIsTrueIT {
    private static final DemoPlatform PLATFORM = DemoPlatform.shared();
    private static final String FITS_IN_320 = "() => document.documentElement.scrollWidth <= 320";

    @Test
    void itOffersAProviderOnlyWhileTheRealmDoes() {
        try (Visitor visitor = Visitor.english(PLATFORM);
                Keycloak admin = PLATFORM.admin()) {
            Page page = visitor.desktop();
            page.navigate(PLATFORM.webApp());
            assertThat(page.locator(".sign-in .google")).isVisible();
            IdentityProviderResource google =
                    admin.realm("daemun").identityProviders().get("google");
            switchOn(google, false);
            try {
                awaitAfterReload(page, ".sign-in .google", 0);
                assertThat(page.locator(".sign-in .kakao")).isVisible();
            } finally {
                switchOn(google, true);
            }
            awaitAfterReload(page, ".sign-in .google", 1);
        }
    }

    @Test
    void signingOutPutsNoIdTokenIntoAnAddress() {
        try (Visitor visitor = Visitor.english(PLATFORM)) {
            Page page = visitor.desktop();
            visitor.signInByPassword(page, "demo-member");
            List<Request> requests = new CopyOnWriteArrayList<>();
            page.onRequest(requests::add);
            Visitor.signOut(page);
            assertThat(page.locator("[data-notice=signed-out]")).isVisible();
            assertThat(requests).anyMatch(request -> request.url().endsWith("/protocol/openid-connect/logout"));
            assertThat(requests).noneMatch(request -> request.url().contains("id_token_hint"));
        }
    }

    @Test
    void whatWasTypedIsThereAfterAReload() {
        try (Visitor visitor = Visitor.english(PLATFORM)) {
            Page page = visitor.desktop();
            visitor.signInByPassword(page, "demo-member");
            page.locator("#item").fill("대문 열쇠");
            page.locator("#quantity").fill("12");
            page.reload();
            assertThat(page.locator("#item")).hasValue("대문 열쇠");
            assertThat(page.locator("#quantity")).hasValue("12");
        }
    }

    @Test
    void aBrowserThatKeepsNothingIsNamedAsTheCause() {
        try (Visitor visitor = Visitor.english(PLATFORM)) {
            Page page = visitor.desktop();
            page.addInitScript("for (const name of ['sessionStorage', 'localStorage', 'BroadcastChannel'])"
                    + " Object.defineProperty(window, name,"
                    + " { get() { throw new DOMException('refused', 'SecurityError'); } });");
            page.navigate(PLATFORM.webApp());
            page.locator(".sign-in .plain").click();
            assertThat(page.locator("[data-notice=storage-blocked]")).isVisible();
        }
    }

    @Test
    void aMistypedPathShowsThePage() {
        try (Visitor visitor = Visitor.english(PLATFORM)) {
            Page page = visitor.desktop();
            assertThat(page.navigate(PLATFORM.webApp() + "odrers").status()).isEqualTo(404);
            assertThat(page.locator("[data-notice=no-such-page]")).isVisible();
            assertThat(page.locator(".sign-in")).isVisible();
            assertThat(page).hasURL(PLATFORM.webApp());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en-US", "ko-KR"})
    void aNarrowScreenBreaksNoNameAndHidesNothing(String locale) {
        try (Visitor visitor = new Visitor(PLATFORM, locale)) {
            Page page = visitor.page(320, 640);
            page.navigate(PLATFORM.webApp());
            assertThat(page.locator(".sign-in")).isVisible();
            assertThat(page.evaluate(FITS_IN_320)).isEqualTo(true);
            visitor.signInByPassword(page, "demo-manager");
            String longest = "열".repeat(60) + "x".repeat(139);
            Customer.order(page, longest);
            Customer.seesOrder(page, longest);
            page.locator(".claims summary").click();
            assertThat(page.locator(".brand span")).isVisible();
            assertThat(page.evaluate("() => { const range = document.createRange();"
                            + " range.selectNodeContents(document.querySelector('.brand span'));"
                            + " return range.getClientRects().length; }"))
                    .isEqualTo(1);
            assertThat(page.evaluate(FITS_IN_320)).isEqualTo(true);
        }
    }

    /** Forced colours take away each shade that a person was to tell apart. */
    @Test
    void whoReplacesAllColoursStillSeesTagsAndHowMuchTimeIsLeft() throws IOException {
        try (Visitor visitor = Visitor.english(PLATFORM)) {
            Page page = visitor.desktop();
            page.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));
            visitor.signInByPassword(page, "demo-member");
            assertThat(page.locator(".tag").first()).hasCSS("border-top-style", "solid");
            // A copy that the page does not count down.
            page.locator("progress")
                    .evaluate("bar => { const half = bar.cloneNode(); half.id = 'half'; half.value = half.max / 2;"
                            + " bar.after(half); }");
            BufferedImage half =
                    ImageIO.read(new ByteArrayInputStream(page.locator("#half").screenshot()));
            int middle = half.getHeight() / 2;
            assertThat(half.getRGB(half.getWidth() / 4, middle))
                    .as("what is left and what is gone have two colours")
                    .isNotEqualTo(half.getRGB(half.getWidth() * 3 / 4, middle));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void onPaperThereAreTheOrdersInBlackAndNothingToPress(ColorScheme scheme) {
        try (Visitor visitor = Visitor.english(PLATFORM)) {
            Page page = visitor.desktop();
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            visitor.signInByPassword(page, "demo-member");
            Customer.order(page, "a key for the file");
            assertThat(Customer.ordered(page, "a key for the file").first()).isVisible();
            assertThat(page.locator(".order-form")).isVisible();

            page.emulateMedia(
                    new Page.EmulateMediaOptions().setColorScheme(scheme).setMedia(Media.PRINT));

            assertThat(Customer.ordered(page, "a key for the file").first()).isVisible();
            assertThat(page.locator(".order-item").first()).hasCSS("color", "rgb(0, 0, 0)");
            assertThat(page.locator("body")).hasCSS("background-color", "rgb(255, 255, 255)");
            assertThat(page.locator("button:visible, input:visible, progress:visible, .order-form:visible"))
                    .hasCount(0);
        }
    }

    private static void switchOn(IdentityProviderResource provider, boolean on) {
        IdentityProviderRepresentation changed = provider.toRepresentation();
        changed.setEnabled(on);
        provider.update(changed);
    }

    /** The gateway asks the realm again after half a minute. */
    private static void awaitAfterReload(Page page, String element, int count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> {
                    page.reload();
                    assertThat(page.locator(".sign-in")).isVisible();
                    return page.locator(element).count() == count;
                });
    }
}

package dev.daemun.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.IdentityProviderResource;
import org.keycloak.representations.idm.IdentityProviderRepresentation;

/** The page, where the realm, the browser or its reader is not as it expects. */
@NeedsBrowser
@NeedsUsualPorts
@ResourceLock(DemoPlatform.LOCK)
class ThePageSaysWhatIsTrueIT {
    private static final DemoPlatform PLATFORM = DemoPlatform.shared();

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

    @Test
    void aNarrowScreenBreaksNoName() {
        try (Visitor visitor = Visitor.english(PLATFORM)) {
            Page page = visitor.page(320, 640);
            visitor.signInByPassword(page, "demo-member");
            assertThat(page.locator(".brand span")).isVisible();
            assertThat(page.evaluate("() => { const range = document.createRange();"
                            + " range.selectNodeContents(document.querySelector('.brand span'));"
                            + " return range.getClientRects().length; }"))
                    .isEqualTo(1);
            assertThat(page.evaluate("() => document.documentElement.scrollWidth <= 320"))
                    .isEqualTo(true);
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

package dev.daemun.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.RealmRepresentation;

/** Tries what a person at the page meets: tokens that expire, several tabs, several devices. */
@NeedsBrowser
@NeedsUsualPorts
@ResourceLock(DemoPlatform.LOCK)
class NobodyIsSurprisedByTheirSessionIT {
    private static final DemoPlatform PLATFORM = DemoPlatform.shared();

    @AfterAll
    static void logsTellNothing() {
        DemoPlatform.assertThatLogsTellNothing();
    }

    @Test
    void aTokenThatExpiresDuringWorkIsNotNoticed() {
        try (Visitor visitor = Visitor.english(PLATFORM);
                Keycloak admin = PLATFORM.admin()) {
            RealmResource realm = admin.realm("daemun");
            int lifespan = accessTokensLive(realm, 6);
            try {
                Page page = visitor.desktop();
                visitor.signInByPassword(page, "demo-member");
                assertThat(page.locator("[data-orders=own]")).isVisible();
                AtomicInteger pages = new AtomicInteger();
                page.onFrameNavigated(frame -> pages.incrementAndGet());
                long expiry = Claims.of(visitor.tokens().get(0)).number("exp");
                Awaitility.await().until(() -> Instant.now().getEpochSecond() > expiry);
                String item = "key " + UUID.randomUUID();
                Customer.order(page, item);
                Customer.seesOrder(page, item);
                assertThat(visitor.tokens()).hasSizeGreaterThan(1);
                assertThat(pages).as("how often the browser left the page").hasValue(0);
            } finally {
                accessTokensLive(realm, lifespan);
            }
        }
    }

    @Test
    void whoSignsOutInOneTabIsOutInTheOther() {
        try (Visitor visitor = Visitor.english(PLATFORM)) {
            Page page = visitor.desktop();
            visitor.signInByPassword(page, "demo-desk");
            Page other = visitor.desktop();
            other.navigate(PLATFORM.webApp());
            assertThat(other.locator("[data-name]")).isVisible();
            Visitor.signOut(page);
            assertThat(other.locator("[data-notice=signed-out-in-another-tab]")).isVisible();
        }
    }

    @Test
    void whoSignsOutEverywhereIsOutOnEveryDevice() {
        try (Visitor phone = new Visitor(PLATFORM, "ko-KR");
                Visitor desk = Visitor.english(PLATFORM)) {
            Page left = phone.phone();
            phone.signInByPassword(left, "demo-shop");
            Page page = desk.desktop();
            desk.signInByPassword(page, "demo-shop");
            page.getByText("Sign out everywhere").first().click();
            page.locator("dialog .danger").click();
            assertThat(page.locator(".sign-in")).isVisible();
            // Nobody touches the phone that was left on the bus.
            assertThat(left.locator(".sign-in")).isVisible();
            assertThat(left.locator("[data-notice=session-over]")).isVisible();
        }
    }

    @Test
    void whyATokenIsRefusedIsSaid() {
        String token = PLATFORM.token("demo-shop");
        assertThat(PLATFORM.callService("/me").bearer(token).get().status()).isEqualTo(200);
        try (Keycloak admin = PLATFORM.admin()) {
            RealmResource realm = admin.realm("daemun");
            realm.users().get(DemoPlatform.userId(realm, "demo-shop")).logout();
        }
        PLATFORM.awaitRefused(token);
        assertThat(PLATFORM.callService("/me")
                        .bearer(token)
                        .get()
                        .json()
                        .path("reason")
                        .asText())
                .isEqualTo("signed-out-everywhere");
    }

    private static int accessTokensLive(RealmResource realm, int seconds) {
        RealmRepresentation changed = realm.toRepresentation();
        int before = changed.getAccessTokenLifespan();
        changed.setAccessTokenLifespan(seconds);
        realm.update(changed);
        return before;
    }
}

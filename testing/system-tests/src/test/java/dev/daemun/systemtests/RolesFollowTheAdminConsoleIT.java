package dev.daemun.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** An administrator changes roles in Keycloak's admin console, and the open page follows without a reload. */
@NeedsBrowser
@NeedsUsualPorts
@ResourceLock(DemoPlatform.LOCK)
class RolesFollowTheAdminConsoleIT {
    private static final DemoPlatform PLATFORM = DemoPlatform.shared();
    private static final String MANAGER = "order-manager";

    @AfterAll
    static void logsTellNothing() {
        DemoPlatform.assertThatLogsTellNothing();
    }

    @Test
    void whoBecomesAManagerSeesAllOrdersAndWhoIsNoneAnyMoreIsRefusedAtOnce() {
        try (Visitor visitor = Visitor.english(PLATFORM);
                AdminConsole console = AdminConsole.of(PLATFORM)) {
            Page page = visitor.desktop();
            visitor.signInByPassword(page, "demo-member");
            assertThat(page.locator("[data-orders=own]")).isVisible();
            console.openRolesOf("demo-member");
            console.assign(MANAGER);
            String witness;
            try {
                page.getByText("Renew now").click();
                assertThat(page.locator("[data-orders=all]")).isVisible();
                witness = PLATFORM.token("demo-member");
            } finally {
                console.unassign(MANAGER);
            }
            PLATFORM.awaitRefused(witness);
            Customer.order(page, "after the role was taken");
            assertThat(page.locator("[data-notice=access-changed]")).isVisible();
            assertThat(page.locator("[data-orders=own]")).isVisible();
        }
    }
}

package dev.daemun.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.daemun.localplatform.Login;
import dev.daemun.localplatform.PlatformDescription;
import java.util.List;

/** Keycloak's admin console in an administrator's browser. */
final class AdminConsole implements AutoCloseable {
    private final Browser browser;
    private final Page page;

    private AdminConsole(Browser browser, Page page) {
        this.browser = browser;
        this.page = page;
    }

    static AdminConsole of(DemoPlatform platform) {
        PlatformDescription.Admin admin = platform.description().admin();
        return of(admin.url() + "/users", new Login(admin.username(), admin.password()));
    }

    /** @param users the console's page of a realm's users */
    static AdminConsole of(String users, Login login) {
        Browser browser = Browser.open("en-US");
        Page page = browser.page(1440, 1000);
        page.navigate(users);
        page.locator("#username").fill(login.username());
        page.locator("#password").fill(login.password());
        page.locator("#kc-login").click();
        return new AdminConsole(browser, page);
    }

    void openRolesOf(String username) {
        Locator search = page.locator("input[type=search], input[placeholder='Search user']")
                .first();
        search.fill(username);
        search.press("Enter");
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName(username).setExact(true))
                .click();
        page.getByTestId("role-mapping-tab").click();
        assertThat(page.getByTestId("add-role-mapping-button").first()).isVisible();
    }

    /** What the console lets this administrator look at, by the texts of its navigation. */
    List<String> navigation() {
        return page.locator("nav a").allInnerTexts();
    }

    /** The roles of the realm that it offers to give. */
    List<String> assignable() {
        page.getByTestId("add-role-mapping-button").first().click();
        page.getByTestId("roles-role").click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog.getByRole(AriaRole.CHECKBOX).nth(1)).isVisible();
        List<String> names = dialog.locator("tbody tr td:nth-child(2)").allInnerTexts();
        page.getByTestId("cancel").click();
        return names;
    }

    void assign(String realmRole) {
        give(realmRole);
        assertThat(assigned(realmRole)).isVisible();
    }

    /** Without a look at what the person then has, which the console does not show to everybody. */
    void give(String realmRole) {
        page.getByTestId("add-role-mapping-button").first().click();
        page.getByTestId("roles-role").click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        rows(dialog.getByRole(AriaRole.ROW), realmRole)
                .getByRole(AriaRole.CHECKBOX)
                .check();
        page.getByTestId("assign").click();
    }

    void unassign(String realmRole) {
        assigned(realmRole).getByRole(AriaRole.CHECKBOX).check();
        page.getByTestId("unAssignRole").click();
        page.getByTestId("confirm").click();
        assertThat(assigned(realmRole)).hasCount(0);
    }

    private Locator assigned(String realmRole) {
        return rows(page.getByRole(AriaRole.ROW), realmRole);
    }

    /** Matches the exact name, since the descriptions of other roles may contain it. */
    private Locator rows(Locator all, String realmRole) {
        return all.filter(new Locator.FilterOptions()
                .setHas(page.getByText(realmRole, new Page.GetByTextOptions().setExact(true))));
    }

    @Override
    public void close() {
        browser.close();
    }
}

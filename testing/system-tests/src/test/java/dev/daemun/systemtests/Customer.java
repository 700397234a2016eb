package dev.daemun.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.daemun.localplatform.Login;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** A user with a password, who uses the page. */
record Customer(String id, Login login) {
    static Customer create(RealmResource realm) {
        Login login = new Login("user-" + UUID.randomUUID(), "a-password-" + UUID.randomUUID());
        CredentialRepresentation password = new CredentialRepresentation();
        password.setType(CredentialRepresentation.PASSWORD);
        password.setValue(login.password());
        UserRepresentation user = new UserRepresentation();
        user.setUsername(login.username());
        user.setEnabled(true);
        user.setCredentials(List.of(password));
        try (Response created = realm.users().create(user)) {
            return new Customer(CreatedResponseUtil.getCreatedId(created), login);
        }
    }

    static List<RoleRepresentation> manager(RealmResource realm) {
        return List.of(realm.roles().get("order-manager").toRepresentation());
    }

    void signIn(Page page, String webApp) {
        page.navigate(webApp);
        page.locator(".sign-in .plain").click();
        page.locator("#username").fill(login.username());
        page.locator("#password").fill(login.password());
        page.locator("#kc-login").click();
        assertThat(page.locator("[data-name]")).isVisible();
    }

    static void order(Page page, String item) {
        page.locator("#item").fill(item);
        page.locator(".order-form button").click();
    }

    /** Waits until the page lists the order; a failure says what the page shows instead. */
    static void seesOrder(Page page, String item) {
        try {
            assertThat(ordered(page, item)).isVisible();
        } catch (AssertionError e) {
            throw new AssertionError(
                    page.url() + " shows no such order: " + page.locator("body").innerText(), e);
        }
    }

    static Locator ordered(Page page, String item) {
        return page.locator("[data-order]").filter(with(item));
    }

    static Locator.FilterOptions with(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }
}

package dev.daemun.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.daemun.localplatform.Pkce;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.admin.client.resource.IdentityProviderResource;
import org.keycloak.representations.idm.IdentityProviderRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** Tries Keycloak's own Google provider with the realm's settings. Google's real addresses lead to the stand-in. */
@NeedsBrowser
@ResourceLock(KeycloakWithStandIns.LOCK)
class GoogleSignsPeopleInIT {
    private static final String GMAIL = "110000000000000000001";
    private static final String HOSTED = "110000000000000000003";

    private final KeycloakWithStandIns platform = KeycloakWithStandIns.shared();

    @AfterEach
    void nobodyIsSignedInThere() {
        platform.standIns.google().signOut();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "110000000000000000001, garam@gmail.com, true",
        "110000000000000000002, unverified@example.com, false",
        "110000000000000000003, haneul@company.example, true"
    })
    void firstAndAgain(String sub, String email, boolean verified) {
        platform.standIns.google().signIn(sub);

        Claims first = Claims.of(platform.signInThroughGoogle());
        UserRepresentation user =
                platform.realm().users().get(first.text("sub")).toRepresentation();
        assertThat(user.getUsername()).isEqualTo("google_" + sub);
        assertThat(user.getEmail()).isEqualTo(email);
        assertThat(user.isEmailVerified()).isEqualTo(verified);

        Claims again = Claims.of(platform.signInThroughGoogle());
        assertThat(again.text("sub")).as("the same account").isEqualTo(first.text("sub"));
        assertThat(again.text("idp")).isEqualTo("google");
    }

    @Test
    void newKeysOfGooglesAreFollowed() {
        platform.standIns.google().signIn(GMAIL);
        String before = Claims.of(platform.signInThroughGoogle()).text("sub");
        platform.standIns.google().rotateKeys();
        platform.standIns.google().rotateKeys();
        assertThat(Claims.of(platform.signInThroughGoogle()).text("sub")).isEqualTo(before);
    }

    @Test
    void onlyTheHostedDomainMayComeWhereOneIsSet() {
        IdentityProviderResource google = platform.realm().identityProviders().get("google");
        IdentityProviderRepresentation before = google.toRepresentation();
        IdentityProviderRepresentation hosted = google.toRepresentation();
        hosted.getConfig().put("hostedDomain", "company.example");
        google.update(hosted);
        try {
            platform.standIns.google().signIn(HOSTED);
            assertThat(Claims.of(platform.signInThroughGoogle()).text("idp")).isEqualTo("google");

            platform.standIns.google().signIn(GMAIL);
            assertNobodyIsSignedIn();
        } finally {
            google.update(before);
        }
    }

    @Test
    void anIdTokenThatGoogleDidNotSignLetsNobodyIn() {
        platform.standIns.google().signIn(GMAIL);
        platform.standIns.failNext(
                "oauth2.googleapis.com",
                "/token",
                200,
                Map.of(
                        "access_token",
                        "an-access-token",
                        "token_type",
                        "Bearer",
                        "expires_in",
                        3599,
                        "id_token",
                        "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxMTAwMDAwMDAwMDAwMDAwMDAwMDEifQ."));
        assertNobodyIsSignedIn();
    }

    @Test
    void cancellingLeadsBackToTheSignInPage() {
        try (Browser browser = platform.browser()) {
            Page page = browser.page();
            page.navigate(platform.webApp().authorizationRequest(Pkce.random()));
            page.locator("#social-google").click();
            page.locator("button[value=cancel]").click();
            assertThat(page.locator("#username")).isVisible();
            assertThat(page.locator("#social-google")).isVisible();
        }
    }

    private void assertNobodyIsSignedIn() {
        try (Browser browser = platform.browser()) {
            Page page = browser.page();
            page.navigate(platform.webApp().authorizationRequest(Pkce.random()));
            page.locator("#social-google").click();
            assertThat(page.locator(".pf-m-danger, #kc-error-message").first()).isVisible();
            assertThat(page.url()).startsWith(platform.keycloak.url());
        }
    }
}

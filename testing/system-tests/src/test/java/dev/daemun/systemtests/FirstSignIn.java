package dev.daemun.systemtests;

import com.microsoft.playwright.Page;
import dev.daemun.localplatform.CodeFlow;
import dev.daemun.localplatform.Login;
import dev.daemun.localplatform.Pkce;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.AuthenticatorConfigRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** One browser on its way through a first sign-in, held at the page that asks to look at one's own data. */
final class FirstSignIn implements AutoCloseable {
    private static final String REVIEW = "#kc-idp-review-profile-form";

    private final CodeFlow webApp;
    private final Pkce pkce = Pkce.random();
    private final Browser browser;
    private final Page page;
    private final AtomicReference<String> backAtTheWebApp = new AtomicReference<>();

    private FirstSignIn(Browser browser, CodeFlow webApp) {
        this.browser = browser;
        this.webApp = webApp;
        page = browser.page();
        page.onRequest(request -> {
            if (request.url().startsWith(webApp.redirectUri())) {
                backAtTheWebApp.compareAndSet(null, request.url());
            }
        });
    }

    /** Goes to the provider and back, as whoever is signed in there, and stops at the first page that Keycloak shows. */
    static FirstSignIn through(KeycloakWithStandIns platform, String provider) {
        return through(platform.browser(), platform.webApp(), provider);
    }

    /** Goes to the provider and stops at the first page that anybody shows. */
    static FirstSignIn through(Browser browser, CodeFlow webApp, String provider) {
        FirstSignIn signIn = new FirstSignIn(browser, webApp);
        signIn.page.navigate(webApp.authorizationRequest(signIn.pkce));
        signIn.page.locator("#social-" + provider).click();
        return signIn;
    }

    Page page() {
        return page;
    }

    void awaitReview() {
        page.waitForSelector(REVIEW);
    }

    /** Sends the page without waiting for the answer. */
    void submitReview() {
        page.evaluate("form => { setTimeout(() => document.querySelector(form).requestSubmit(), 0); }", REVIEW);
    }

    /** Sends the page and goes away: the browser never asks for the address that the answer sends it to. */
    void submitReviewAndLeave() {
        page.evaluate(
                "async form => { const sent = document.querySelector(form); await fetch(sent.action,"
                        + " {method: 'POST', body: new URLSearchParams(new FormData(sent)), redirect: 'manual'}); }",
                REVIEW);
    }

    /** Signs somebody in by password in another tab of the same browser. */
    void signInInAnotherTab(Login login) {
        Page tab = browser.page();
        tab.navigate(webApp.authorizationRequest(Pkce.random()));
        tab.locator("#username").fill(login.username());
        tab.locator("#password").fill(login.password());
        tab.waitForRequest(
                request -> request.url().startsWith(webApp.redirectUri()),
                () -> tab.locator("#kc-login").click());
    }

    /** The token that the web app gets in the end. */
    Claims finish() {
        // Nobody needs to listen there: what counts is where Keycloak sends the browser.
        page.waitForCondition(() -> backAtTheWebApp.get() != null);
        String code = backAtTheWebApp.get().replaceFirst(".*[?&]code=([^&#]*).*", "$1");
        return Claims.of(webApp.exchange(code, pkce).accessToken());
    }

    /** Whether everybody is asked to look at their data, or only who lacks something, as the shipped realm has it. */
    static void askEverybody(RealmResource realm, boolean everybody) {
        String config = realm.flows().getExecutions("daemun first sign-in").stream()
                .filter(execution -> "idp-review-profile".equals(execution.getProviderId()))
                .findFirst()
                .orElseThrow()
                .getAuthenticationConfig();
        AuthenticatorConfigRepresentation changed = realm.flows().getAuthenticatorConfig(config);
        changed.getConfig().put("update.profile.on.first.login", everybody ? "on" : "missing");
        realm.flows().updateAuthenticatorConfig(config, changed);
    }

    /** Those whose username begins so. */
    static List<UserRepresentation> named(RealmResource realm, String prefix) {
        return realm.users().search("", 0, 500).stream()
                .filter(user -> user.getUsername().startsWith(prefix))
                .toList();
    }

    static void forgetEverybody(KeycloakWithStandIns platform) {
        for (String prefix : List.of("kakao_", "google_", "apple_", "there-first")) {
            named(platform.realm(), prefix)
                    .forEach(user ->
                            platform.realm().users().delete(user.getId()).close());
        }
        platform.standIns.kakao().signOut();
        platform.standIns.google().signOut();
        platform.standIns.apple().signOut();
    }

    @Override
    public void close() {
        browser.close();
    }
}

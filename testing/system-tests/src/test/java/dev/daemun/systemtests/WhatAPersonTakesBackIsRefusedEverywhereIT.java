package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import dev.daemun.localplatform.CodeFlow;
import dev.daemun.localplatform.Pkce;
import dev.daemun.localplatform.ServiceProcess;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** Tries the rows of the revocation feed's table that a person causes, in a real browser. */
@NeedsBrowser
@ResourceLock(TestPlatform.LOCK)
class WhatAPersonTakesBackIsRefusedEverywhereIT {
    private static final TestPlatform PLATFORM = TestPlatform.shared();
    private static ServiceProcess second;

    private final Keycloak admin = PLATFORM.admin();
    private final RealmResource realm = PLATFORM.realm(admin);
    private final TestUser user = TestUser.create(PLATFORM, Map.of());

    @BeforeAll
    static void startSecondService() {
        second = PLATFORM.startService("second-service");
    }

    @AfterAll
    static void stopSecondService() {
        second.close();
    }

    @AfterEach
    void deleteUser() {
        user.close();
        admin.close();
    }

    @Test
    void consentThatThePersonTakesBack() {
        consentTakenBack(client -> {
            String console = PLATFORM.keycloak.issuer() + "/account/";
            CodeFlow.Tokens own =
                    new CodeFlow(PLATFORM.keycloak.issuer(), "account-console", console, "openid").signIn(user.login());
            assertThat(Call.to(console + "applications/" + client + "/consent")
                            .bearer(own.accessToken())
                            .header("Accept", "application/json")
                            .delete()
                            .status())
                    .isEqualTo(204);
        });
    }

    @Test
    void consentThatAnAdministratorTakesBack() {
        consentTakenBack(client -> user.resource().revokeConsent(client));
    }

    @Test
    void aPasswordThatThePersonChanges() {
        CodeFlow.Tokens tokens = user.signIn("openid");
        requireAccepted(tokens.accessToken());
        UserRepresentation changed = user.resource().toRepresentation();
        changed.setRequiredActions(List.of("UPDATE_PASSWORD"));
        user.resource().update(changed);
        inBrowser("sample-web-app", page -> {
            String password = "a-password-" + UUID.randomUUID();
            page.locator("#password-new").fill(password);
            page.locator("#password-confirm").fill(password);
            page.locator("#kc-form-buttons [type=submit], #kc-submit, form [type=submit]")
                    .first()
                    .click();
        });
        awaitRefused(tokens.accessToken(), "password-changed");
    }

    private void consentTakenBack(Consumer<String> takeBack) {
        ClientRepresentation client = Withdrawal.clientLikeTheWebApp(realm);
        client.setConsentRequired(true);
        // Keycloak asks for consent only where there is something to show, and no scope of this realm is shown.
        client.getAttributes().put("display.on.consent.screen", "true");
        realm.clients().create(client).close();
        try {
            String token = inBrowser(
                    client.getClientId(), page -> page.locator("#kc-login").click());
            String elsewhere = user.signIn("openid").accessToken();
            requireAccepted(token);
            takeBack.accept(client.getClientId());
            awaitRefused(token, "consent-withdrawn");
            requireAccepted(elsewhere);
        } finally {
            realm.clients()
                    .findByClientId(client.getClientId())
                    .forEach(left -> realm.clients().get(left.getId()).remove());
        }
    }

    /** Signs in and answers the page that comes after the password. */
    private String inBrowser(String clientId, Consumer<Page> answer) {
        String webApp = TestRealm.webApp(PLATFORM.ports) + "/";
        CodeFlow flow = new CodeFlow(PLATFORM.keycloak.issuer(), clientId, webApp, "openid");
        Pkce pkce = Pkce.random();
        try (Browser browser = Browser.open("en-US");
                CallbackServer callback = new CallbackServer(PLATFORM.ports.webApp())) {
            Page page = browser.page();
            page.navigate(flow.authorizationRequest(pkce));
            page.locator("#username").fill(user.login().username());
            page.locator("#password").fill(user.login().password());
            page.locator("#kc-login").click();
            answer.accept(page);
            page.waitForURL(webApp + "**");
            return flow.exchange(callback.parameter("code"), pkce).accessToken();
        }
    }

    private static void requireAccepted(String token) {
        assertThat(me(PLATFORM.sampleService.url(), token).status()).isEqualTo(200);
        assertThat(me(second.url(), token).status()).isEqualTo(200);
    }

    private static void awaitRefused(String token, String reason) {
        for (String service : List.of(PLATFORM.sampleService.url(), second.url())) {
            await().until(() -> me(service, token).status() == 401);
            assertThat(me(service, token).json().path("reason").asText()).isEqualTo(reason);
        }
    }

    private static Call.Answer me(String service, String token) {
        return Call.to(service + "/me").bearer(token).get();
    }
}

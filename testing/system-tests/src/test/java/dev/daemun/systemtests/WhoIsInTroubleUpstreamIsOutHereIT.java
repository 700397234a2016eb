package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.daemun.localplatform.CodeFlow;
import dev.daemun.localplatform.RevocationFeed;
import dev.daemun.localplatform.ServiceProcess;
import dev.daemun.standins.google.GoogleClient;
import dev.daemun.standins.kakao.KakaoApp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.EventRepresentation;
import org.keycloak.representations.idm.FederatedIdentityRepresentation;

/** Tries each row of the table in the README of upstream-signals, with events as Kakao and Google sign them. */
@NeedsBrowser
@ResourceLock(KeycloakWithStandIns.LOCK)
class WhoIsInTroubleUpstreamIsOutHereIT {
    private static final KeycloakWithStandIns PLATFORM = KeycloakWithStandIns.shared();
    private static final String RISC = "https://schemas.openid.net/secevent/risc/event-type/";
    private static final String PASSWORD = "a long test password";
    private static final ServiceProcess SERVICE = startService();

    private static final Map<String, String> PEOPLE = Map.of("kakao", "1001", "google", "110000000000000000001");

    private KakaoApp app;
    private GoogleClient client;
    private UserResource user;

    @BeforeEach
    void nobodyIsKnown() {
        FirstSignIn.forgetEverybody(PLATFORM);
        app = PLATFORM.registerKakaoApp("daemun", false);
        client = new GoogleClient(
                KeycloakWithStandIns.GOOGLE_CLIENT,
                KeycloakWithStandIns.SECRET,
                Set.of(PLATFORM.keycloak.issuer() + "/broker/google/endpoint"));
        PLATFORM.standIns.kakao().signIn(Long.parseLong(PEOPLE.get("kakao")));
        PLATFORM.standIns.google().signIn(PEOPLE.get("google"));
    }

    @AfterEach
    void everythingIsInOrderAgain() throws IOException, InterruptedException {
        // A hold outlives the account here, since it is the account there that is in trouble.
        for (String provider : PEOPLE.keySet()) {
            assertThat(send(provider, RISC + "account-enabled")).isEqualTo(202);
        }
        FirstSignIn.forgetEverybody(PLATFORM);
    }

    @AfterAll
    static void stop() {
        SERVICE.close();
    }

    @ParameterizedTest
    @CsvSource({
        "kakao, risc/event-type/sessions-revoked, sessions-ended",
        "google, risc/event-type/sessions-revoked, sessions-ended",
        "kakao, caep/event-type/session-revoked, sessions-ended",
        "kakao, oauth/event-type/tokens-revoked, link-ended",
        "kakao, oauth/event-type/token-revoked, link-ended",
        "kakao, oauth/event-type/user-unlinked, link-ended",
        "google, oauth/event-type/tokens-revoked, link-ended",
        "kakao, risc/event-type/account-disabled, sign-in-held",
        "google, risc/event-type/account-disabled, sign-in-held",
        "google, risc/event-type/account-purged, sign-in-held",
        "kakao, risc/event-type/account-credential-change-required, sign-in-held",
        "kakao, risc/event-type/credential-compromise, sign-in-held"
    })
    void eachReportHasItsConsequence(String provider, String type, String consequence)
            throws IOException, InterruptedException {
        Customer customer = linked(provider);
        String throughIt = signInThrough(provider);
        CodeFlow.Tokens byPassword = PLATFORM.webApp().signIn(customer.login());
        assertThat(me(throughIt).status()).isEqualTo(200);
        int kakaoCalls = unlinkCalls();

        assertThat(send(provider, "https://schemas.openid.net/secevent/" + type))
                .isEqualTo(202);

        HeardWithin.now(WhoIsInTroubleUpstreamIsOutHereIT.class, provider + " reports " + type)
                .refused("signed-out", List.of(() -> me(throughIt)));
        assertThat(user.getUserSessions()).as("the session by password").hasSize(1);
        assertThat(refresh(byPassword).status()).isEqualTo(200);
        assertThat(user.getFederatedIdentity()).hasSize(consequence.equals("link-ended") ? 0 : 1);
        assertThat(unlinkCalls())
                .as("nobody calls Kakao about what it has said")
                .isEqualTo(kakaoCalls);
        assertThat(logouts()).contains(type.replaceFirst(".*/", ""));
        assertThat(reports(customer.id()))
                .as("what other systems are told")
                .containsExactly(List.of(provider, type.replaceFirst(".*/", ""), consequence));
        if (consequence.equals("sign-in-held")) {
            assertHeld(provider);
            assertThat(send(provider, RISC + "account-enabled")).isEqualTo(202);
        }
        if (!consequence.equals("link-ended")) {
            assertThat(Claims.of(throughAgain(provider)).text("sub")).isEqualTo(customer.id());
        }
        user.remove();
    }

    @ParameterizedTest
    @CsvSource({
        "kakao, https://schemas.openid.net/secevent/oauth/event-type/user-linked",
        "kakao, https://schemas.openid.net/secevent/oauth/event-type/token-issued",
        "kakao, https://schemas.kakao.com/platevent/kakao/event-type/user-profile-changed",
        "kakao, https://schemas.openid.net/secevent/caep/event-type/credential-change",
        "google, https://schemas.openid.net/secevent/risc/event-type/verification",
        "google, https://schemas.openid.net/secevent/risc/event-type/of-tomorrow"
    })
    void theRestChangesNothing(String provider, String type) throws IOException, InterruptedException {
        String throughIt = signInThrough(provider);
        assertThat(send(provider, type)).isEqualTo(202);
        assertThat(user.getUserSessions()).hasSize(1);
        assertThat(user.getFederatedIdentity()).hasSize(1);
        assertThat(me(throughIt).status()).isEqualTo(200);
    }

    /** Writes down the time from the click on the stand-in's page to the first 401, as many times as a percentile needs. */
    @Test
    void aClickAtKakaoIsHeardWithinASecond() {
        signInThrough("kakao");
        PLATFORM.standIns.kakao().reportTo(app, receiver("kakao"));
        for (int click = 0; click < 50; click++) {
            String token = new KnownAtKakao(PLATFORM).accessToken();
            assertThat(me(token).status()).isEqualTo(200);
            HeardWithin clicked = HeardWithin.now(WhoIsInTroubleUpstreamIsOutHereIT.class, "a click at Kakao");
            assertThat(Call.to(PLATFORM.standIns.plain("kauth.kakao.com").toString())
                            .postForm(Map.of("user", PEOPLE.get("kakao"), "event", "sessions-revoked"))
                            .body())
                    .contains("202");
            clicked.refused("signed-out", List.of(() -> me(token)));
        }
    }

    @Test
    void whoHasAPasswordProvesItAndIsInAgain() throws IOException, InterruptedException {
        signInThrough("google");
        setPassword();
        send("google", RISC + "account-disabled", Map.of("reason", "hijacking"));
        try (FirstSignIn again = FirstSignIn.through(PLATFORM, "google")) {
            Page page = again.page();
            page.locator("#password").fill("wrong");
            page.locator("#kc-login").click();
            PlaywrightAssertions.assertThat(page.locator("#password")).isVisible();
            page.locator("#password").fill(PASSWORD);
            page.locator("#kc-login").click();
            assertThat(again.finish().text("sub"))
                    .isEqualTo(user.toRepresentation().getId());
        }
        assertThat(Claims.of(throughAgain("google")).text("sub"))
                .isEqualTo(user.toRepresentation().getId());
    }

    @Test
    void aRemovedLinkEndsTheHold() throws IOException, InterruptedException {
        signInThrough("kakao");
        send("kakao", RISC + "account-disabled");
        assertHeld("kakao");
        user.removeFederatedIdentity("kakao");
        try (FirstSignIn first = FirstSignIn.through(PLATFORM, "kakao")) {
            PlaywrightAssertions.assertThat(first.page().locator("#linkAccount"))
                    .isVisible();
        }
    }

    @Test
    void theSameTokenCountsOnceAndAnOlderOneNotAtAll() throws IOException, InterruptedException {
        signInThrough("kakao");
        PLATFORM.standIns.clock().advance(Duration.ofMinutes(-10));
        String disabled = token("kakao", RISC + "account-disabled", Map.of());
        PLATFORM.standIns.clock().advance(Duration.ofMinutes(10));
        String enabled = token("kakao", RISC + "account-enabled", Map.of());
        assertThat(post("kakao", enabled).status()).isEqualTo(202);
        assertThat(post("kakao", disabled).status())
                .as("older than what is known")
                .isEqualTo(202);
        assertThat(Claims.of(throughAgain("kakao")).text("sub")).isNotEmpty();

        String revoked = token("kakao", RISC + "sessions-revoked", Map.of());
        assertThat(post("kakao", revoked).status()).isEqualTo(202);
        String fresh = throughAgain("kakao");
        assertThat(post("kakao", revoked).status()).as("again").isEqualTo(202);
        assertThat(me(fresh).status()).isEqualTo(200);
        assertThat(user.getUserSessions()).hasSize(1);

        PLATFORM.standIns.clock().advance(Duration.ofDays(-8));
        String ancient = token("kakao", RISC + "sessions-revoked", Map.of());
        PLATFORM.standIns.clock().advance(Duration.ofDays(8));
        assertThat(post("kakao", ancient).status()).isEqualTo(202);
        assertThat(user.getUserSessions()).hasSize(1);
    }

    @Test
    void nobodyElsesTokenIsBelieved() throws IOException, InterruptedException {
        signInThrough("kakao");
        String token = token("kakao", RISC + "sessions-revoked", Map.of());
        assertRefused(post("google", token), "invalid_key");
        assertRefused(post("kakao", token.substring(0, token.length() - 8) + "AAAAAAAA"), "invalid_key");
        assertRefused(post("kakao", "no.token.at-all"), "invalid_request");
        assertRefused(post("kakao", "x".repeat(100_000)), "invalid_request");
        KakaoApp other = new KakaoApp(2, "another-app", "", "", false, Set.of(), Set.of(), Set.of());
        assertRefused(
                post(
                        "kakao",
                        PLATFORM.standIns
                                .kakao()
                                .webhooks()
                                .securityEvent(other, 1001, RISC + "sessions-revoked", Map.of())),
                "invalid_audience");
        assertThat(post("nobody", token).status()).isEqualTo(404);
        assertThat(Call.to(receiver("kakao").toString())
                        .post("text/plain", token)
                        .status())
                .isEqualTo(415);
        // Only Apple sends forms.
        assertThat(Call.to(receiver("kakao").toString()).postForm(Map.of()).status())
                .isEqualTo(404);
        assertThat(user.getUserSessions()).hasSize(1);
    }

    @Test
    void aNewKeyIsFetched() throws IOException, InterruptedException {
        signInThrough("kakao");
        PLATFORM.standIns.kakao().rotateKeys();
        assertThat(send("kakao", RISC + "sessions-revoked")).isEqualTo(202);
        assertThat(user.getUserSessions()).isEmpty();
    }

    private void assertHeld(String provider) {
        // Without a password there is nothing to prove it with.
        user.credentials().forEach(credential -> user.removeCredential(credential.getId()));
        try (FirstSignIn held = FirstSignIn.through(PLATFORM, provider)) {
            PlaywrightAssertions.assertThat(held.page().locator("#kc-error-message"))
                    .containsText("계정에 문제가 있다고");
        }
    }

    private static void assertRefused(Call.Answer answer, String code) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("err").asText()).isEqualTo(code);
        assertThat(answer.json().path("description").asText()).isNotEmpty();
    }

    private String signInThrough(String provider) {
        String token = throughAgain(provider);
        user = PLATFORM.realm().users().get(Claims.of(token).text("sub"));
        return token;
    }

    private static String throughAgain(String provider) {
        return provider.equals("kakao") ? PLATFORM.signInThroughKakao() : PLATFORM.signInThroughGoogle();
    }

    /** Somebody who has a password from the beginning: a new one would withdraw the tokens as well. */
    private static Customer linked(String provider) {
        Customer customer = Customer.create(PLATFORM.realm());
        FederatedIdentityRepresentation identity = new FederatedIdentityRepresentation();
        identity.setUserId(PEOPLE.get(provider));
        identity.setUserName(customer.login().username());
        PLATFORM.realm()
                .users()
                .get(customer.id())
                .addFederatedIdentity(provider, identity)
                .close();
        return customer;
    }

    private static Call.Answer refresh(CodeFlow.Tokens tokens) {
        return Call.to(PLATFORM.keycloak.issuer() + "/protocol/openid-connect/token")
                .postForm(Map.of(
                        "grant_type", "refresh_token",
                        "client_id", "sample-web-app",
                        "refresh_token", tokens.refreshToken()));
    }

    private void setPassword() {
        CredentialRepresentation password = new CredentialRepresentation();
        password.setType(CredentialRepresentation.PASSWORD);
        password.setValue(PASSWORD);
        user.resetPassword(password);
    }

    private List<String> logouts() {
        return PLATFORM.realm().getEvents().stream()
                .filter(event -> event.getType().equals("LOGOUT"))
                .filter(event -> user.toRepresentation().getId().equals(event.getUserId()))
                .map(EventRepresentation::getDetails)
                .map(details -> details.get("reason"))
                .toList();
    }

    /** Provider, signal and consequence of each report in the identity event log. */
    private static List<List<String>> reports(String user) {
        return Call.to(PLATFORM.keycloak.url() + "/admin/realms/daemun/identity-events?user=" + user)
                .bearer(PLATFORM.admin.tokenManager().getAccessTokenString())
                .get()
                .json()
                .path("events")
                .valueStream()
                .filter(event -> event.path("type").asText().equals("dev.daemun.identity.provider-reported.v1"))
                .map(event -> event.path("data"))
                .map(data -> List.of(
                        data.path("identityProvider").asText(),
                        data.path("signal").asText(),
                        data.path("consequence").asText()))
                .toList();
    }

    private int send(String provider, String type) throws IOException, InterruptedException {
        return send(provider, type, Map.of()).statusCode();
    }

    private HttpResponse<String> send(String provider, String type, Map<String, Object> details)
            throws IOException, InterruptedException {
        return provider.equals("kakao")
                ? PLATFORM.standIns.kakao().webhooks().accountStatus(app, 1001, type, details, receiver(provider))
                : PLATFORM.standIns
                        .google()
                        .events()
                        .send(client, PEOPLE.get(provider), type, details, receiver(provider));
    }

    private String token(String provider, String type, Map<String, Object> details) {
        return provider.equals("kakao")
                ? PLATFORM.standIns.kakao().webhooks().securityEvent(app, 1001, type, details)
                : PLATFORM.standIns.google().events().securityEvent(client, PEOPLE.get(provider), type, details);
    }

    private static Call.Answer post(String provider, String token) {
        return Call.to(receiver(provider).toString()).post("application/secevent+jwt", token);
    }

    private static URI receiver(String provider) {
        return URI.create(PLATFORM.keycloak.issuer() + "/upstream-signals/" + provider);
    }

    private static ServiceProcess startService() {
        Map<String, String> settings = new HashMap<>(
                RevocationFeed.settings(PLATFORM.keycloak.issuer(), Services.SAMPLE, TestRealm.SERVICE_SECRET));
        settings.put("DAEMUN_ISSUER", PLATFORM.keycloak.issuer());
        return Services.sample("service-of-" + UUID.randomUUID(), settings, line -> {});
    }

    private static Call.Answer me(String token) {
        return Call.to(SERVICE.url() + "/me").bearer(token).get();
    }

    private static int unlinkCalls() {
        return PLATFORM.standIns.received().stream()
                .filter(request -> request.path().equals("/v1/user/unlink"))
                .toList()
                .size();
    }
}

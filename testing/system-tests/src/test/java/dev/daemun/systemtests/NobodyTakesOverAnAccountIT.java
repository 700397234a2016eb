package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.TextNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetupTest;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.daemun.localplatform.Pkce;
import dev.daemun.standins.kakao.KakaoUser;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.FederatedIdentityRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** Tries to get into an existing account through a provider, in the shipped realm and a real browser. */
@NeedsBrowser
@ResourceLock(KeycloakWithStandIns.LOCK)
class NobodyTakesOverAnAccountIT {
    private static final String PASSWORD = "a long test password";
    private static final String GOOGLE_SHARED = "110000000000000000004";
    private static final String GOOGLE_SHARED_UNVERIFIED = "110000000000000000005";

    private final KeycloakWithStandIns platform = KeycloakWithStandIns.shared();

    @BeforeEach
    @AfterEach
    void nobodyHasComeThroughAProviderYet() {
        platform.realm().users().search("", 0, 200).stream()
                .filter(user -> user.getUsername().startsWith("kakao_")
                        || user.getUsername().startsWith("google_")
                        || user.getUsername().startsWith("there-first"))
                .forEach(user -> platform.realm().users().delete(user.getId()).close());
        platform.standIns.kakao().signOut();
        platform.standIns.google().signOut();
    }

    @Test
    void anAttackerWhoRegisteredTheVictimsAddressGetsNothingAndBlocksNobody() {
        String attacker = thereFirst("there-first", "dana@example.com", false);
        platform.standIns.kakao().signIn(1001);

        UserRepresentation victim = user(Claims.of(platform.signInThroughKakao()));

        assertThat(victim.getId()).isNotEqualTo(attacker);
        assertThat(victim.getEmail()).isNull();
        assertThat(links(attacker)).isEmpty();
        assertThat(user(attacker).isEmailVerified()).isFalse();
        assertThat(Claims.of(platform.signInThroughKakao()).text("sub")).isEqualTo(victim.getId());
    }

    @Test
    void anUnverifiedAddressOpensNobodysAccount() {
        String owner = thereFirst("there-first", "shared@example.com", true);
        platform.standIns.kakao().signIn(1014);
        platform.standIns.google().signIn(GOOGLE_SHARED_UNVERIFIED);

        UserRepresentation throughKakao = user(Claims.of(platform.signInThroughKakao()));
        UserRepresentation throughGoogle = user(Claims.of(platform.signInThroughGoogle()));

        assertThat(List.of(throughKakao.getId(), throughGoogle.getId()))
                .doesNotContain(owner)
                .doesNotHaveDuplicates();
        assertThat(throughGoogle.getEmail()).isNull();
        assertThat(links(owner)).isEmpty();
    }

    @Test
    void aNameTakenFirstOpensNothingAndBlocksNobody() {
        String attacker = thereFirst("kakao_1001", null, false);
        String addressAsName = thereFirst("dana@example.com", null, false);
        try {
            platform.standIns.kakao().signIn(1001);

            UserRepresentation victim = user(Claims.of(platform.signInThroughKakao()));

            assertThat(victim.getId()).isNotIn(attacker, addressAsName);
            assertThat(victim.getUsername()).startsWith("kakao_1001_");
            assertThat(links(attacker)).isEmpty();
            assertThat(links(addressAsName)).isEmpty();
            assertThat(Claims.of(platform.signInThroughKakao()).text("sub")).isEqualTo(victim.getId());
        } finally {
            platform.realm().users().delete(addressAsName).close();
        }
    }

    @Test
    void anAddressChangedAtTheProviderLaterReachesNobodyElse() {
        KakaoUser before = platform.standIns.kakao().user(1001);
        String owner = thereFirst("there-first", "owner@example.com", true);
        platform.standIns.kakao().signIn(1001);
        String person = Claims.of(platform.signInThroughKakao()).text("sub");
        try {
            platform.standIns.kakao().put(before.with("email", TextNode.valueOf("owner@example.com")));

            assertThat(Claims.of(platform.signInThroughKakao()).text("sub")).isEqualTo(person);
        } finally {
            platform.standIns.kakao().put(before);
        }
        assertThat(user(person).getEmail()).isEqualTo("dana@example.com");
        assertThat(user(owner).getEmail()).isEqualTo("owner@example.com");
        assertThat(links(owner)).isEmpty();
    }

    @Test
    void twoProvidersWithOneVerifiedAddressAreOneAccountOnlyByProof() {
        platform.standIns.kakao().signIn(1013);
        String person = Claims.of(platform.signInThroughKakao()).text("sub");
        platform.standIns.google().signIn(GOOGLE_SHARED);

        Pkce pkce = Pkce.random();
        try (Browser browser = platform.browser();
                CallbackServer webApp = new CallbackServer(platform.ports.webApp())) {
            Page page = browser.page();
            page.navigate(platform.webApp().authorizationRequest(pkce));
            page.locator("#social-google").click();
            page.locator("#linkAccount").click();
            assertThat(links(person))
                    .extracting(FederatedIdentityRepresentation::getIdentityProvider)
                    .containsExactly("kakao");

            page.locator("#social-kakao").click();
            page.waitForURL(TestRealm.webApp(platform.ports) + "/**");
            Claims claims = Claims.of(
                    platform.webApp().exchange(webApp.parameter("code"), pkce).accessToken());
            assertThat(claims.text("sub")).isEqualTo(person);
        }
        assertThat(links(person))
                .extracting(FederatedIdentityRepresentation::getIdentityProvider)
                .containsExactlyInAnyOrder("kakao", "google");
        assertThat(Claims.of(platform.signInThroughGoogle()).text("sub")).isEqualTo(person);
    }

    @Test
    void theOwnersPasswordIsProofAndAWrongOneIsNot() {
        String owner = thereFirst("there-first", "shared@example.com", true);
        platform.standIns.kakao().signIn(1013);

        Pkce pkce = Pkce.random();
        try (Browser browser = platform.browser();
                CallbackServer webApp = new CallbackServer(platform.ports.webApp())) {
            Page page = browser.page();
            page.navigate(platform.webApp().authorizationRequest(pkce));
            page.locator("#social-kakao").click();
            page.locator("#linkAccount").click();
            page.locator("#password").fill("not the password at all");
            page.locator("#kc-login").click();
            PlaywrightAssertions.assertThat(page.locator("#password")).isVisible();
            assertThat(links(owner)).isEmpty();

            page.locator("#password").fill(PASSWORD);
            page.locator("#kc-login").click();
            page.waitForURL(TestRealm.webApp(platform.ports) + "/**");
            Claims claims = Claims.of(
                    platform.webApp().exchange(webApp.parameter("code"), pkce).accessToken());
            assertThat(claims.text("sub")).isEqualTo(owner);
        }
        assertThat(links(owner))
                .extracting(FederatedIdentityRepresentation::getUserId)
                .containsExactly("1013");
    }

    @Test
    void aLinkInAMailToTheOwnersAddressIsProof() {
        GreenMail mail = new GreenMail(ServerSetupTest.SMTP.dynamicPort());
        mail.start();
        RealmRepresentation before = platform.realm().toRepresentation();
        RealmRepresentation withMail = platform.realm().toRepresentation();
        withMail.setSmtpServer(Map.of(
                "host", "127.0.0.1", "port", Integer.toString(mail.getSmtp().getPort()), "from", "daemun@example.com"));
        platform.realm().update(withMail);
        try {
            String owner = thereFirst("there-first", "shared@example.com", true);
            platform.standIns.kakao().signIn(1013);
            try (Browser browser = platform.browser()) {
                Page page = browser.page();
                page.navigate(platform.webApp().authorizationRequest(Pkce.random()));
                page.locator("#social-kakao").click();
                page.locator("#linkAccount").click();
                await().until(() -> mail.getReceivedMessages().length == 1);
                assertThat(links(owner)).isEmpty();
            }
            Matcher link = Pattern.compile("http\\S+action-token\\S+")
                    .matcher(GreenMailUtil.getWholeMessage(mail.getReceivedMessages()[0])
                            .replace("=\r\n", "")
                            .replace("=3D", "="));
            assertThat(link.find()).isTrue();
            try (Browser another = platform.browser()) {
                Page page = another.page();
                page.navigate(link.group());
                page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("»"))
                        .click();
                PlaywrightAssertions.assertThat(page.locator(".pf-m-success, .alert-success, #kc-info-message")
                                .first())
                        .isVisible();
            }
            assertThat(Claims.of(platform.signInThroughKakao()).text("sub")).isEqualTo(owner);
            assertThat(links(owner)).hasSize(1);
        } finally {
            platform.realm().update(before);
            mail.stop();
        }
    }

    private String thereFirst(String username, String email, boolean verified) {
        CredentialRepresentation password = new CredentialRepresentation();
        password.setType(CredentialRepresentation.PASSWORD);
        password.setValue(PASSWORD);
        UserRepresentation user = new UserRepresentation();
        user.setUsername(username);
        user.setEmail(email);
        user.setEmailVerified(verified);
        user.setEnabled(true);
        user.setCredentials(List.of(password));
        try (Response created = platform.realm().users().create(user)) {
            return CreatedResponseUtil.getCreatedId(created);
        }
    }

    private UserRepresentation user(Claims claims) {
        return user(claims.text("sub"));
    }

    private UserRepresentation user(String id) {
        return platform.realm().users().get(id).toRepresentation();
    }

    private List<FederatedIdentityRepresentation> links(String id) {
        return platform.realm().users().get(id).getFederatedIdentity();
    }
}

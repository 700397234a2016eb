package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetupTest;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** What a person types, and a proof that was used up, open nobody's account. */
@NeedsBrowser
@ResourceLock(KeycloakWithStandIns.LOCK)
class OnlyWhatTheProviderSaidCountsIT {
    private final KeycloakWithStandIns platform = KeycloakWithStandIns.shared();

    @BeforeEach
    @AfterEach
    void nobodyHasComeYet() {
        FirstSignIn.forgetEverybody(platform);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kakao", "google"})
    void anAddressThatThePersonTypesIsNotTheProviders(String provider) {
        String owner = thereFirst("there-first", "shared@example.com");
        String stranger = thereFirst("there-first-stranger", "stranger@example.com");
        platform.standIns.kakao().signIn(1013);
        platform.standIns.google().signIn("110000000000000000004");

        try (FirstSignIn signIn = FirstSignIn.through(platform, provider)) {
            signIn.page().locator("#updateProfile").click();
            signIn.awaitReview();
            signIn.page().locator("#email").fill("stranger@example.com");
            signIn.page().locator("#kc-idp-review-profile-form [type=submit]").click();

            String person = signIn.finish().text("sub");
            assertThat(person).isNotIn(owner, stranger);
            assertThat(platform.realm().users().get(person).toRepresentation().getEmail())
                    .isNull();
        }
        assertThat(platform.realm().users().get(stranger).getFederatedIdentity())
                .isEmpty();
    }

    @Test
    void aProofByMailEndsWithTheLinkThatItWasGivenFor() throws MessagingException, IOException {
        GreenMail mail = new GreenMail(ServerSetupTest.SMTP.dynamicPort());
        mail.start();
        RealmRepresentation before = platform.realm().toRepresentation();
        RealmRepresentation withMail = platform.realm().toRepresentation();
        withMail.setSmtpServer(Map.of(
                "host", "127.0.0.1", "port", Integer.toString(mail.getSmtp().getPort()), "from", "daemun@example.com"));
        platform.realm().update(withMail);
        String owner = thereFirst("there-first", "shared@example.com");
        platform.standIns.kakao().signIn(1013);
        try {
            try (FirstSignIn signIn = FirstSignIn.through(platform, "kakao")) {
                signIn.page().locator("#linkAccount").click();
                await().until(() -> mail.getReceivedMessages().length == 1);
                assertKorean(mail.getReceivedMessages()[0]);
                confirmInAnotherBrowser(GreenMailUtil.getWholeMessage(mail.getReceivedMessages()[0]));
                // The first browser goes on by itself, so the proof that the other one left is not needed any more.
                signIn.page().evaluate("setTimeout(() => location.reload(), 0)");
                assertThat(signIn.finish().text("sub")).isEqualTo(owner);
            }
            platform.realm().users().get(owner).removeFederatedIdentity("kakao");

            try (FirstSignIn again = FirstSignIn.through(platform, "kakao")) {
                PlaywrightAssertions.assertThat(again.page().locator("#linkAccount"))
                        .isVisible();
            }
            assertThat(platform.realm().users().get(owner).getFederatedIdentity())
                    .isEmpty();
        } finally {
            platform.realm().update(before);
            mail.stop();
        }
    }

    private static void assertKorean(MimeMessage mail) throws MessagingException, IOException {
        assertThat(mail.getSubject()).isEqualTo("계정 연결을 확인해 주세요");
        assertThat(((Multipart) mail.getContent()).getBodyPart(0).getContent().toString())
                .contains("카카오 계정", "5 분 동안")
                .doesNotContain("Kakao", "Someone");
    }

    private void confirmInAnotherBrowser(String message) {
        Matcher link = Pattern.compile("http\\S+action-token\\S+")
                .matcher(message.replace("=\r\n", "").replace("=3D", "="));
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
    }

    private String thereFirst(String username, String email) {
        UserRepresentation user = new UserRepresentation();
        user.setUsername(username);
        user.setEmail(email);
        user.setEmailVerified(true);
        user.setEnabled(true);
        try (Response created = platform.realm().users().create(user)) {
            return CreatedResponseUtil.getCreatedId(created);
        }
    }
}

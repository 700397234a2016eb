package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.representations.idm.FederatedIdentityRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** First sign-ins that meet each other, and first sign-ins that nobody finishes. */
@NeedsBrowser
@ResourceLock(KeycloakWithStandIns.LOCK)
class OnePersonIsOneAccountIT {
    private static final long DANA = 1001;
    private static final String GOOGLE_DANA = "110000000000000000004";

    private final KeycloakWithStandIns platform = KeycloakWithStandIns.shared();

    @BeforeEach
    void nobodyHasComeYetAndEverybodyIsAsked() {
        FirstSignIn.forgetEverybody(platform);
        FirstSignIn.askEverybody(platform.realm(), true);
        platform.standIns.kakao().signIn(DANA);
        platform.standIns.google().signIn(GOOGLE_DANA);
    }

    @AfterEach
    void asBefore() {
        FirstSignIn.askEverybody(platform.realm(), false);
        FirstSignIn.forgetEverybody(platform);
    }

    @ParameterizedTest
    @CsvSource({"kakao, kakao_", "google, google_"})
    void twoBrowsersOneAfterTheOther(String provider, String prefix) {
        try (FirstSignIn one = FirstSignIn.through(platform, provider);
                FirstSignIn two = FirstSignIn.through(platform, provider)) {
            one.awaitReview();
            two.awaitReview();

            one.submitReview();
            String first = one.finish().text("sub");
            two.submitReview();

            assertThat(two.finish().text("sub")).isEqualTo(first);
        }
        assertOneAccount(prefix);
    }

    @Test
    void threeBrowsersAtOnce() {
        List<FirstSignIn> browsers = Stream.generate(() -> FirstSignIn.through(platform, "kakao"))
                .limit(3)
                .toList();
        try {
            browsers.forEach(FirstSignIn::awaitReview);

            browsers.forEach(FirstSignIn::submitReview);

            assertThat(browsers.stream().map(browser -> browser.finish().text("sub")))
                    .doesNotContainNull()
                    .containsOnly(account("kakao_").getId());
        } finally {
            browsers.forEach(FirstSignIn::close);
        }
        assertOneAccount("kakao_");
    }

    @Test
    void whoClosesTheBrowserBeforeTheLastRedirectComesBackToTheSameAccount() {
        try (FirstSignIn closed = FirstSignIn.through(platform, "kakao")) {
            closed.awaitReview();
            closed.submitReviewAndLeave();
        }
        assertTheFirstSignInIsWhole();
    }

    @Test
    void soDoesWhoSignsInByPasswordInAnotherTabMeanwhile() {
        Customer somebody = Customer.create(platform.realm());
        try (FirstSignIn begun = FirstSignIn.through(platform, "kakao")) {
            begun.awaitReview();
            begun.submitReviewAndLeave();
            begun.signInInAnotherTab(somebody.login());
        }
        try {
            assertTheFirstSignInIsWhole();
        } finally {
            platform.realm().users().get(somebody.id()).remove();
        }
    }

    private void assertTheFirstSignInIsWhole() {
        UserRepresentation account = account("kakao_");
        assertThat(account.getEmail()).isEqualTo("dana@example.com");
        assertThat(links(account))
                .extracting(FederatedIdentityRepresentation::getUserId)
                .containsExactly("1001");
        assertThat(platform.realm().getEvents(List.of("REGISTER"), null, account.getId(), null, null, null, null, null))
                .as("the registration is logged")
                .hasSize(1);
        assertThat(Claims.of(platform.signInThroughKakao()).text("sub")).isEqualTo(account.getId());
        assertOneAccount("kakao_");
    }

    @Test
    void anAdministratorCannotLinkOneIdentityTwice() {
        String one = create("there-first");
        String two = create("there-first-too");

        assertThat(link(one, "424242")).isEqualTo(204);
        assertThat(link(two, "424242")).isEqualTo(409);
        assertThat(platform.realm().users().get(two).getFederatedIdentity()).isEmpty();

        platform.realm().users().get(one).remove();
        assertThat(link(two, "424242")).isEqualTo(204);
    }

    private int link(String user, String externalId) {
        FederatedIdentityRepresentation link = new FederatedIdentityRepresentation();
        link.setIdentityProvider("kakao");
        link.setUserId(externalId);
        link.setUserName("kakao_" + externalId);
        try (Response answer = platform.realm().users().get(user).addFederatedIdentity("kakao", link)) {
            return answer.getStatus();
        }
    }

    private String create(String username) {
        UserRepresentation user = new UserRepresentation();
        user.setUsername(username);
        user.setEnabled(true);
        try (Response created = platform.realm().users().create(user)) {
            return CreatedResponseUtil.getCreatedId(created);
        }
    }

    private void assertOneAccount(String prefix) {
        UserRepresentation account = account(prefix);
        assertThat(links(account)).hasSize(1);
        String again = prefix.startsWith("kakao") ? platform.signInThroughKakao() : platform.signInThroughGoogle();
        assertThat(Claims.of(again).text("sub")).isEqualTo(account.getId());
    }

    private UserRepresentation account(String prefix) {
        List<UserRepresentation> accounts = FirstSignIn.named(platform.realm(), prefix);
        assertThat(accounts).extracting(UserRepresentation::getUsername).hasSize(1);
        return accounts.get(0);
    }

    private List<FederatedIdentityRepresentation> links(UserRepresentation account) {
        return platform.realm().users().get(account.getId()).getFederatedIdentity();
    }
}

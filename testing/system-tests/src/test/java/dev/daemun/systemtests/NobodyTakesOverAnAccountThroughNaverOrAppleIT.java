package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.daemun.standins.apple.AppleUser;
import dev.daemun.standins.naver.NaverUser;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.resource.IdentityProviderResource;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.FederatedIdentityRepresentation;
import org.keycloak.representations.idm.IdentityProviderRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/**
 * What is tried through Kakao and Google to get into an existing account, and first sign-ins that meet each other or that nobody finishes,
 * through Naver, which verifies no address, and Apple, which does.
 */
@NeedsBrowser
@ResourceLock(KeycloakWithStandIns.LOCK)
class NobodyTakesOverAnAccountThroughNaverOrAppleIT {
    private static final String ADDRESS = "person@example.com";
    private static final String ANOTHER = "another@example.com";
    private static final String PASSWORD = "a long test password";

    private final KeycloakWithStandIns platform = KeycloakWithStandIns.shared();
    private final List<String> there = new ArrayList<>();
    private NaverUser naversPerson;
    private AppleUser applesPerson;
    private ConnectedNaver naver;

    enum Through {
        NAVER("NaoQXLxtFuzAWrMfTm3wlrqmg2L2xaMPsEJnb6vbBeg", "김다나"),
        APPLE("001001.0a1b2c3d4e5f60718293a4b5c6d7e8f9.0101", "하나");

        private final String id;
        private final String firstName;

        Through(String id, String firstName) {
            this.id = id;
            this.firstName = firstName;
        }

        String alias() {
            return name().toLowerCase(Locale.ROOT);
        }

        String prefix() {
            return alias() + "_";
        }

        String username() {
            return (prefix() + id).toLowerCase(Locale.ROOT);
        }
    }

    @BeforeEach
    void thePersonIsSignedInAtBothProviders() {
        new ApplesPeople(platform).forget();
        naver = ConnectedNaver.inTheShippedRealm(platform, true);
        naversPerson = platform.standIns.naver().user(Through.NAVER.id);
        applesPerson = platform.standIns.apple().user(Through.APPLE.id);
        hasTheAddress(ADDRESS);
    }

    private void hasTheAddress(String email) {
        platform.standIns
                .naver()
                .put(new NaverUser(
                        naversPerson.id(),
                        naversPerson.title(),
                        naversPerson.titleKo(),
                        naversPerson.profile().deepCopy().put("email", email)));
        appleSays(email, true);
        platform.standIns.naver().signIn(Through.NAVER.id);
        platform.standIns.apple().signIn(Through.APPLE.id);
    }

    private void appleSays(String email, boolean verified) {
        platform.standIns
                .apple()
                .put(new AppleUser(
                        applesPerson.sub(),
                        applesPerson.title(),
                        applesPerson.titleKo(),
                        applesPerson.firstName(),
                        applesPerson.lastName(),
                        Optional.of(email),
                        verified,
                        false,
                        true));
    }

    @AfterEach
    void andNobodyIsLeft() {
        FirstSignIn.askEverybody(platform.realm(), false);
        platform.standIns.naver().put(naversPerson);
        platform.standIns.apple().put(applesPerson);
        there.forEach(id -> platform.realm().users().delete(id).close());
        naver.close();
        new ApplesPeople(platform).forget();
    }

    @ParameterizedTest
    @EnumSource
    void whoRegisteredTheAddressFirstGetsNothingAndBlocksNobody(Through through) {
        String attacker = thereFirst("there-first", ADDRESS, false);

        UserRepresentation person = user(signIn(through));

        assertThat(person.getId()).isNotEqualTo(attacker);
        assertThat(person.getEmail()).isNull();
        assertThat(links(attacker)).isEmpty();
        assertThat(user(attacker).isEmailVerified()).isFalse();
        assertThat(signIn(through)).isEqualTo(person.getId());
    }

    @ParameterizedTest
    @EnumSource
    void aNameTakenFirstOpensNothingAndBlocksNobody(Through through) {
        String attacker = thereFirst(through.username(), null, false);
        String addressAsName = thereFirst(ADDRESS, null, false);

        UserRepresentation person = user(signIn(through));

        assertThat(person.getId()).isNotIn(attacker, addressAsName);
        assertThat(person.getUsername()).startsWithIgnoringCase(through.username() + "_");
        assertThat(links(attacker)).isEmpty();
        assertThat(links(addressAsName)).isEmpty();
        assertThat(signIn(through)).isEqualTo(person.getId());
    }

    @ParameterizedTest
    @EnumSource
    void anAddressChangedAtTheProviderLaterReachesNobodyElse(Through through) {
        String owner = thereFirst("there-first", ANOTHER, true);
        String person = signIn(through);
        hasTheAddress(ANOTHER);

        assertThat(signIn(through)).isEqualTo(person);

        assertThat(user(person).getEmail()).isEqualTo(ADDRESS);
        assertThat(user(owner).getEmail()).isEqualTo(ANOTHER);
        assertThat(links(owner)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void anAddressThatThePersonTypesIsNotTheProviders(Through through) {
        String owner = thereFirst("there-first", ADDRESS, true);
        String stranger = thereFirst("there-first-stranger", ANOTHER, true);
        // Naver verifies none, so that nobody is offered the owner's account, and the page comes only where everybody
        // is asked.
        FirstSignIn.askEverybody(platform.realm(), through == Through.NAVER);
        try (FirstSignIn signIn = FirstSignIn.through(platform, through.alias())) {
            if (through == Through.APPLE) {
                signIn.page().locator("#updateProfile").click();
            }
            signIn.awaitReview();
            signIn.page().locator("#email").fill(ANOTHER);
            signIn.page().locator("#kc-idp-review-profile-form [type=submit]").click();

            String person = signIn.finish().text("sub");
            assertThat(person).isNotIn(owner, stranger);
            assertThat(user(person).getEmail()).isNull();
        }
        assertThat(links(owner)).isEmpty();
        assertThat(links(stranger)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void anAddressThatNobodyHasIsNotVerifiedByBeingTyped(Through through) {
        FirstSignIn.askEverybody(platform.realm(), true);
        try (FirstSignIn signIn = FirstSignIn.through(platform, through.alias())) {
            signIn.awaitReview();
            signIn.page().locator("#email").fill(ANOTHER);
            signIn.page().locator("#kc-idp-review-profile-form [type=submit]").click();

            assertThat(user(signIn.finish().text("sub")).isEmailVerified()).isFalse();
        }
    }

    @Test
    void naversAddressesCanNotBeTrusted() {
        IdentityProviderResource provider = platform.realm().identityProviders().get("naver");
        IdentityProviderRepresentation trusting = provider.toRepresentation();
        trusting.setTrustEmail(true);
        assertThatThrownBy(() -> provider.update(trusting)).isInstanceOf(BadRequestException.class);
        assertThat(provider.toRepresentation().isTrustEmail()).isNotEqualTo(true);
    }

    @Test
    void trustingApplesAddressesVerifiesNone() {
        IdentityProviderResource provider = platform.realm().identityProviders().get("apple");
        IdentityProviderRepresentation before = provider.toRepresentation();
        IdentityProviderRepresentation trusting = provider.toRepresentation();
        trusting.setTrustEmail(true);
        provider.update(trusting);
        try {
            String owner = thereFirst("there-first", ADDRESS, true);
            appleSays(ADDRESS, false);

            String person = signIn(Through.APPLE);

            assertThat(person).isNotEqualTo(owner);
            assertThat(user(person).getEmail()).isNull();
            assertThat(links(owner)).isEmpty();
        } finally {
            provider.update(before);
        }
    }

    @Test
    void theOwnersPasswordIsProofAndAWrongOneIsNot() {
        String owner = thereFirst("there-first", ADDRESS, true);
        try (FirstSignIn signIn = FirstSignIn.through(platform, "apple")) {
            Page page = signIn.page();
            page.locator("#linkAccount").click();
            page.locator("#password").fill("not the password at all");
            page.locator("#kc-login").click();
            PlaywrightAssertions.assertThat(page.locator("#password")).isVisible();
            assertThat(links(owner)).isEmpty();

            page.locator("#password").fill(PASSWORD);
            page.locator("#kc-login").click();
            assertThat(signIn.finish().text("sub")).isEqualTo(owner);
        }
        assertThat(links(owner))
                .extracting(FederatedIdentityRepresentation::getUserId)
                .containsExactly(Through.APPLE.id);
    }

    @Test
    void aLinkInAMailToTheOwnersAddressIsProof() {
        String owner = thereFirst("there-first", ADDRESS, true);
        try (Mailbox mail = new Mailbox(platform.realm());
                FirstSignIn signIn = FirstSignIn.through(platform, "apple")) {
            signIn.page().locator("#linkAccount").click();
            String link = mail.actionLink();
            assertThat(links(owner)).isEmpty();
            try (Browser another = platform.browser()) {
                Page page = another.page();
                page.navigate(link);
                page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("»"))
                        .click();
                PlaywrightAssertions.assertThat(page.locator(".pf-m-success, .alert-success, #kc-info-message")
                                .first())
                        .isVisible();
            }
        }
        assertThat(signIn(Through.APPLE)).isEqualTo(owner);
        assertThat(links(owner)).hasSize(1);
    }

    @Test
    void anotherProviderOfTheOwnersIsProof() {
        platform.standIns.kakao().signIn(1013);
        String owner = Claims.of(platform.signInThroughKakao()).text("sub");
        hasTheAddress("shared@example.com");
        try (FirstSignIn signIn = FirstSignIn.through(platform, "apple")) {
            signIn.page().locator("#linkAccount").click();
            assertThat(links(owner)).hasSize(1);
            signIn.page().locator("#social-kakao").click();
            assertThat(signIn.finish().text("sub")).isEqualTo(owner);
        }
        assertThat(links(owner))
                .extracting(FederatedIdentityRepresentation::getIdentityProvider)
                .containsExactlyInAnyOrder("kakao", "apple");
        assertThat(signIn(Through.NAVER))
                .as("Naver has verified nothing, and offers nothing")
                .isNotEqualTo(owner);
    }

    @ParameterizedTest
    @EnumSource
    void threeBrowsersAtOnceAndOneThatComesLate(Through through) {
        FirstSignIn.askEverybody(platform.realm(), true);
        List<FirstSignIn> browsers = Stream.generate(() -> FirstSignIn.through(platform, through.alias()))
                .limit(4)
                .toList();
        try {
            browsers.forEach(FirstSignIn::awaitReview);

            browsers.subList(0, 3).forEach(FirstSignIn::submitReview);
            List<String> subjects = new ArrayList<>();
            browsers.subList(0, 3)
                    .forEach(browser -> subjects.add(browser.finish().text("sub")));
            browsers.get(3).submitReview();
            subjects.add(browsers.get(3).finish().text("sub"));

            assertThat(subjects).containsOnly(onlyAccount(through).getId());
        } finally {
            browsers.forEach(FirstSignIn::close);
        }
        FirstSignIn.askEverybody(platform.realm(), false);
        assertOneAccount(through);
    }

    @ParameterizedTest
    @EnumSource
    void whoClosesTheBrowserBeforeTheLastRedirectComesBackToTheSameAccount(Through through) {
        FirstSignIn.askEverybody(platform.realm(), true);
        try (FirstSignIn closed = FirstSignIn.through(platform, through.alias())) {
            closed.awaitReview();
            closed.submitReviewAndLeave();
        }
        FirstSignIn.askEverybody(platform.realm(), false);
        assertTheFirstSignInIsWhole(through);
    }

    @ParameterizedTest
    @EnumSource
    void soDoesWhoSignsInByPasswordInAnotherTabMeanwhile(Through through) {
        Customer somebody = Customer.create(platform.realm());
        there.add(somebody.id());
        FirstSignIn.askEverybody(platform.realm(), true);
        try (FirstSignIn begun = FirstSignIn.through(platform, through.alias())) {
            begun.awaitReview();
            begun.submitReviewAndLeave();
            begun.signInInAnotherTab(somebody.login());
        }
        FirstSignIn.askEverybody(platform.realm(), false);
        assertThat(links(somebody.id())).isEmpty();
        assertTheFirstSignInIsWhole(through);
    }

    private void assertTheFirstSignInIsWhole(Through through) {
        assertThat(platform.realm()
                        .getEvents(
                                List.of("REGISTER"), null, onlyAccount(through).getId(), null, null, null, null, null))
                .as("the registration is logged")
                .hasSize(1);
        assertOneAccount(through);
    }

    private void assertOneAccount(Through through) {
        UserRepresentation account = onlyAccount(through);
        assertThat(account.getEmail()).isEqualTo(ADDRESS);
        assertThat(account.isEmailVerified()).isEqualTo(through == Through.APPLE);
        assertThat(account.getFirstName()).isEqualTo(through.firstName);
        assertThat(links(account.getId()))
                .extracting(FederatedIdentityRepresentation::getUserId)
                .containsExactly(through.id);
        assertThat(signIn(through)).isEqualTo(account.getId());
        onlyAccount(through);
    }

    private UserRepresentation onlyAccount(Through through) {
        List<UserRepresentation> accounts = FirstSignIn.named(platform.realm(), through.prefix());
        assertThat(accounts).extracting(UserRepresentation::getUsername).hasSize(1);
        return accounts.get(0);
    }

    private String signIn(Through through) {
        return Claims.of(platform.signInThrough(through.alias(), platform.webApp())
                        .accessToken())
                .text("sub");
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
            String id = CreatedResponseUtil.getCreatedId(created);
            there.add(id);
            return id;
        }
    }

    private UserRepresentation user(String id) {
        return platform.realm().users().get(id).toRepresentation();
    }

    private List<FederatedIdentityRepresentation> links(String id) {
        return platform.realm().users().get(id).getFederatedIdentity();
    }
}

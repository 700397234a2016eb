package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.daemun.localplatform.Pkce;
import dev.daemun.standins.web.ReceivedRequest;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.representations.idm.FederatedIdentityRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** Tries the Naver provider in a real Keycloak, in both of Naver's modes. It calls Naver's real addresses, which lead to the stand-in. */
@NeedsBrowser
@ResourceLock(KeycloakWithStandIns.LOCK)
class EveryoneOfNaversCastSignsInIT {
    private static final String DANA = "NaoQXLxtFuzAWrMfTm3wlrqmg2L2xaMPsEJnb6vbBeg";
    private static final String DIGITS = "32742776";
    private static final String SHARED_EMAIL = "cE9SharedEmail_6hTgBnUjMkLpOqAzWsXdCfVrYtQe";
    private static final String KOREAN = "네이버 로그인을 마치지 못했습니다";

    private final KeycloakWithStandIns platform = KeycloakWithStandIns.shared();
    private ConnectedNaver naver;

    @BeforeEach
    void naverIsConnected() {
        naver = ConnectedNaver.inTheShippedRealm(platform, false);
    }

    @AfterEach
    void andGone() {
        naver.close();
    }

    @ParameterizedTest(name = "{0}: {3}")
    @CsvSource({
        DANA + ", true, dana@naver.example, everything given",
        DIGITS + ", false, old.app@naver.example, digits as the id",
        "qHf3DeclinesTheEmail_9sVtKx2LwPzRb7YcMnJ4uA, true, , the e-mail declined",
        "tB5MaskedNickname-xW8kQdZr1LpVhGs3YfNc6JmUe, false, masked@naver.example, a masked nickname and no name",
        "wK2AnIdAndNothingElse_0pRzTq5XvBnLd9HgYsJcM, false, , an id and nothing else",
        "wK2AnIdAndNothingElse_0pRzTq5XvBnLd9HgYsJcM, true, , an id and nothing else with OpenID Connect first",
        "yD7NoBirthYear-4mNqWzXc8VbLsKjHgFtRpYe1UoAi, true, traveller@naver.example, a birthday without a year",
        SHARED_EMAIL + ", false, shared@example.com, an address that nobody else has here",
        "gJ1MarkupInTheName-2sXcDvFbGnHmJkLqWeRtYuIo, true, markup@naver.example, a name with markup in it"
    })
    void firstInOneModeAndAgainInTheOther(String id, boolean openIdConnect, String email, String odd) {
        naver.use(openIdConnect);
        String subject = Claims.of(naver.signIn(id).accessToken()).text("sub");
        UserRepresentation user = naver.realm().users().get(subject).toRepresentation();
        assertThat(user.getUsername()).isEqualToIgnoringCase("naver_" + id);
        assertThat(user.getEmail()).isEqualTo(email);
        assertThat(user.isEmailVerified()).isFalse();
        assertThat(links(subject))
                .extracting(FederatedIdentityRepresentation::getUserId)
                .containsExactly(id);

        naver.use(!openIdConnect);
        Claims again = Claims.of(naver.signIn(id).accessToken());
        assertThat(again.text("sub")).as("the same account").isEqualTo(subject);
        assertThat(again.text("idp")).isEqualTo("naver");
        assertThat(again.list("roles")).containsExactly("member");
    }

    @Test
    void everyFieldReachesAnAttribute() {
        Map<String, String> fields = Map.of(
                "nickname", "다나",
                "name", "김다나",
                "email", "dana@naver.example",
                "gender", "F",
                "age", "30-39",
                "birthday", "11-30",
                "birthyear", "1990",
                "mobile", "010-2345-1001",
                "profile_image", "https://ssl.pstatic.net/static/pwe/address/img_profile.png");
        platform.createBareRealm("mapped-naver");
        try (ConnectedNaver bare = ConnectedNaver.in(platform, "mapped-naver", true)) {
            fields.keySet()
                    .forEach(field -> bare.map(
                            "naver-user-attribute-mapper",
                            Map.of("jsonField", field, "userAttribute", "naver_" + field)));
            bare.map("naver-birthdate-mapper", Map.of());
            bare.map("naver-phone-number-mapper", Map.of());

            String subject = Claims.of(bare.signIn(DANA).accessToken()).text("sub");

            Map<String, List<String>> expected = new HashMap<>();
            fields.forEach((field, value) -> expected.put("naver_" + field, List.of(value)));
            expected.put("birthdate", List.of("1990-11-30"));
            expected.put("phoneNumber", List.of("+821023451001"));
            UserRepresentation user = bare.realm().users().get(subject).toRepresentation();
            assertThat(user.getAttributes()).containsExactlyInAnyOrderEntriesOf(expected);
            assertThat(user.getFirstName()).isEqualTo("김다나");
        } finally {
            platform.admin.realm("mapped-naver").remove();
        }
    }

    @Test
    void eachModeIsAskedInItsOwnWay() {
        int before = platform.standIns.received().size();
        naver.signIn(DANA);
        assertThat(asked(before, "/oauth2.0/authorize"))
                .containsKeys("client_id", "redirect_uri", "state")
                .doesNotContainKeys("scope", "nonce", "code_challenge", "prompt", "auth_type", "client_secret");
        assertThat(exchanged(before, "/oauth2.0/token"))
                .containsKeys("client_id", "client_secret", "code", "state")
                .doesNotContainKeys("code_verifier");

        naver.configure("authType", "reprompt");
        int asking = platform.standIns.received().size();
        naver.signIn(DANA);
        assertThat(asked(asking, "/oauth2.0/authorize")).containsEntry("auth_type", "reprompt");

        naver.use(true);
        int later = platform.standIns.received().size();
        naver.signIn(DANA);
        assertThat(asked(later, "/oauth2/authorize"))
                .containsEntry("scope", "openid profile")
                .containsEntry("code_challenge_method", "S256")
                .containsKeys("nonce", "state")
                .doesNotContainKeys("auth_type");
        assertThat(exchanged(later, "/oauth2/token")).containsKeys("code_verifier", "state");
    }

    @Test
    void theSubjectIsComparedWhereTheSettingSaysSo() {
        naver.configure("compareSubject", "true");
        naver.signIn(DANA);
        assertThat(FirstSignIn.named(naver.realm(), "naver_"))
                .as("the classic mode has no ID token")
                .hasSize(1);

        naver.use(true);
        platform.standIns.naver().signIn(DANA);
        failsReadably();
        assertThat(platform.log).content().contains("Naver's ID token is not to be believed: about somebody else");
    }

    @Test
    void anUnverifiedAddressOpensNobodysAccount() {
        UserRepresentation owner = new UserRepresentation();
        owner.setUsername("owner-of-the-address");
        owner.setEmail("shared@example.com");
        owner.setEmailVerified(true);
        owner.setEnabled(true);
        try (Response created = naver.realm().users().create(owner)) {
            String id = CreatedResponseUtil.getCreatedId(created);
            try {
                String subject =
                        Claims.of(naver.signIn(SHARED_EMAIL).accessToken()).text("sub");
                assertThat(subject).isNotEqualTo(id);
                assertThat(naver.realm().users().get(subject).toRepresentation().getEmail())
                        .isNull();
                assertThat(links(id)).isEmpty();
            } finally {
                naver.realm().users().delete(id).close();
            }
        }
    }

    @Test
    void anErrorThatComesWith200IsReadableAndTellsNoSecret() {
        platform.standIns.naver().signIn(DANA);
        platform.standIns.failNext(
                "nid.naver.com",
                "/oauth2.0/token",
                200,
                Map.of("error", "invalid_request", "error_description", "no valid data in session of-nobody"));
        failsReadably();
        platform.standIns.failNext(
                "openapi.naver.com",
                "/v1/nid/me",
                200,
                Map.of("resultcode", "028", "message", "repeats-a-token", "response", Map.of("id", DANA)));
        failsReadably();
        assertThat(platform.log)
                .content()
                .contains("Naver refused the token request: invalid_request, status 200")
                .contains("Naver's /v1/nid/me names nobody: resultcode 028")
                .doesNotContain("of-nobody", "repeats-a-token");
        assertThat(FirstSignIn.named(naver.realm(), "naver_")).isEmpty();
    }

    private void failsReadably() {
        try (Browser browser = platform.browser()) {
            Page page = browser.page();
            page.navigate(platform.webApp().authorizationRequest(Pkce.random()));
            page.locator("#social-naver").click();
            PlaywrightAssertions.assertThat(page.getByText(KOREAN)).isVisible();
            PlaywrightAssertions.assertThat(page.locator("#username")).isVisible();
        }
    }

    @Test
    void cancellingIsNoError() {
        platform.standIns.naver().signOut();
        try (Browser browser = platform.browser()) {
            Page page = browser.page();
            page.navigate(platform.webApp().authorizationRequest(Pkce.random()));
            page.locator("#social-naver").click();
            page.locator("button[value=cancel]").click();
            PlaywrightAssertions.assertThat(page.locator("#username")).isVisible();
            PlaywrightAssertions.assertThat(page.locator("#social-naver")).isVisible();
        }
    }

    private List<FederatedIdentityRepresentation> links(String user) {
        return naver.realm().users().get(user).getFederatedIdentity();
    }

    private Map<String, String> asked(int from, String path) {
        return only(from, "GET", path).query().values();
    }

    private Map<String, String> exchanged(int from, String path) {
        return only(from, "POST", path).form().values();
    }

    private ReceivedRequest only(int from, String method, String path) {
        List<ReceivedRequest> received = platform.standIns.received();
        List<ReceivedRequest> found = received.subList(from, received.size()).stream()
                .filter(request ->
                        request.method().equals(method) && request.path().equals(path))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }
}

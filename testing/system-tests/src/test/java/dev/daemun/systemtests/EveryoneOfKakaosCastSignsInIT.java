package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.daemun.localplatform.Pkce;
import jakarta.ws.rs.core.Response;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.representations.idm.UserRepresentation;

/** Tries the Kakao provider in a real Keycloak. It calls Kakao's real addresses, which lead to the stand-in. */
@NeedsBrowser
@ResourceLock(KeycloakWithStandIns.LOCK)
class EveryoneOfKakaosCastSignsInIT {
    private final KeycloakWithStandIns platform = KeycloakWithStandIns.shared();

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource({
        "1001, dana@example.com, everything given",
        "1376016924429759228, big.id@example.com, an id beyond 2^53",
        "1003, , no e-mail",
        "1004, , an e-mail never verified",
        "1005, , an e-mail that another account has taken over",
        "1006, , an e-mail declined",
        "1007, lunar@example.com, a lunar birthday",
        "1008, twelve@example.com, twelve years old",
        "1010, old.app@example.com, the profile of an old app",
        "1011, , a nickname and nothing else",
        "1012, , an id and nothing else",
        "1015, markup@example.com, a nickname with markup in it",
        "1016, traveller@example.com, a birthday without a year"
    })
    void firstAndAgain(long id, String email, String odd) {
        platform.standIns.kakao().signIn(id);

        String subject = Claims.of(platform.signInThroughKakao()).text("sub");
        UserRepresentation user = platform.realm().users().get(subject).toRepresentation();
        assertThat(user.getUsername()).isEqualTo("kakao_" + id);
        assertThat(user.getEmail()).isEqualTo(email);
        assertThat(user.isEmailVerified()).isEqualTo(email != null);

        Claims again = Claims.of(platform.signInThroughKakao());
        assertThat(again.text("sub")).as("the same account").isEqualTo(subject);
        assertThat(again.text("idp")).isEqualTo("kakao");
        assertThat(again.list("roles")).containsExactly("member");
    }

    @Test
    void whomKakaosApiBlocksIsToldSo() {
        platform.standIns.kakao().signIn(1009);
        try (Browser browser = platform.browser()) {
            Page page = browser.page();
            page.navigate(platform.webApp().authorizationRequest(Pkce.random()));
            page.locator("#social-kakao").click();
            PlaywrightAssertions.assertThat(page.getByText("카카오 로그인을 마치지 못했습니다"))
                    .isVisible();
        }
    }

    @Test
    void anUnverifiedAddressOpensNobodysAccount() {
        withOwnerOf("shared@example.com", owner -> {
            platform.standIns.kakao().signIn(1014);
            assertThat(Claims.of(platform.signInThroughKakao()).text("sub")).isNotEqualTo(owner);
        });
    }

    @Test
    void aVerifiedAddressOfSomebodyElseAsksForProof() {
        withOwnerOf("shared@example.com", owner -> {
            platform.standIns.kakao().signIn(1013);
            try (Browser browser = platform.browser()) {
                Page page = browser.page();
                page.navigate(platform.webApp().authorizationRequest(Pkce.random()));
                page.locator("#social-kakao").click();
                PlaywrightAssertions.assertThat(page.locator("#linkAccount")).isVisible();
            }
            assertThat(platform.realm().users().get(owner).getFederatedIdentity())
                    .as("no account is linked before that")
                    .isEmpty();
        });
    }

    private void withOwnerOf(String email, Consumer<String> test) {
        UserRepresentation owner = new UserRepresentation();
        owner.setUsername("owner-of-the-address");
        owner.setEmail(email);
        owner.setEmailVerified(true);
        owner.setEnabled(true);
        try (Response created = platform.realm().users().create(owner)) {
            String id = CreatedResponseUtil.getCreatedId(created);
            try {
                test.accept(id);
            } finally {
                platform.realm().users().delete(id).close();
            }
        }
    }
}

package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.daemun.standins.kakao.KakaoApp;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.keycloak.admin.client.resource.IdentityProviderResource;
import org.keycloak.representations.idm.FederatedIdentityRepresentation;
import org.keycloak.representations.idm.IdentityProviderRepresentation;

/** What becomes of the account of somebody who ends the link at Kakao. */
// Early, because it waits for work that is done once a minute, and meanwhile the others have both processors.
@Order(3)
@NeedsBrowser
@ResourceLock(KeycloakWithStandIns.LOCK)
class WhoComesBackFromKakaoIsKnownIT {
    private static final long PERSON = 1001;

    private final KeycloakWithStandIns platform = KeycloakWithStandIns.shared();
    private final URI webhook = URI.create(platform.keycloak.issuer() + "/upstream-signals/kakao/unlink");
    private final IdentityProviderResource kakao =
            platform.realm().identityProviders().get("kakao");
    private KakaoApp app;
    private String account;

    @BeforeEach
    void somebodyHasAnAccountThroughKakao() {
        FirstSignIn.forgetEverybody(platform);
        app = platform.registerKakaoApp("daemun", false);
        platform.standIns.kakao().signIn(PERSON);
        account = Claims.of(platform.signInThroughKakao()).text("sub");
    }

    @AfterEach
    void asBefore() {
        configure("reopenAfterUnlink", null);
        configure("deleteAfterUnlinkDays", null);
        FirstSignIn.forgetEverybody(platform);
    }

    @Test
    void theSameKakaoIdOpensTheSameAccountAgain() throws IOException, InterruptedException {
        unlinkAtKakao();
        assertThat(platform.realm().users().get(account).getFederatedIdentity()).isEmpty();

        assertThat(Claims.of(platform.signInThroughKakao()).text("sub")).isEqualTo(account);
        assertThat(platform.realm().users().get(account).getFederatedIdentity())
                .extracting(FederatedIdentityRepresentation::getUserId)
                .containsExactly(Long.toString(PERSON));
        assertThat(FirstSignIn.named(platform.realm(), "kakao_")).hasSize(1);
    }

    @Test
    void orIsAskedForProofWhereTheRealmSaysSo() throws IOException, InterruptedException {
        configure("reopenAfterUnlink", "false");
        unlinkAtKakao();

        try (FirstSignIn back = FirstSignIn.through(platform, "kakao")) {
            PlaywrightAssertions.assertThat(back.page().locator("#linkAccount")).isVisible();
        }
        assertThat(platform.realm().users().get(account).getFederatedIdentity()).isEmpty();
    }

    @Test
    void theAccountIsDeletedWhereTheRealmSaysSo() throws IOException, InterruptedException {
        configure("deleteAfterUnlinkDays", "0");
        unlinkAtKakao();

        await().atMost(Duration.ofMinutes(2))
                .until(() -> FirstSignIn.named(platform.realm(), "kakao_").isEmpty());
    }

    private void unlinkAtKakao() throws IOException, InterruptedException {
        assertThat(platform.standIns
                        .kakao()
                        .webhooks()
                        .unlink(app, PERSON, "UNLINK_FROM_APPS", webhook)
                        .statusCode())
                .isEqualTo(200);
    }

    private void configure(String name, String value) {
        IdentityProviderRepresentation settings = kakao.toRepresentation();
        settings.getConfig().put(name, value);
        kakao.update(settings);
    }
}

package dev.daemun.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.daemun.localplatform.Pkce;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** OpenID Connect is switched on in Kakao's console, so Kakao sends an ID token with the access token. */
@NeedsBrowser
@ResourceLock(KeycloakWithStandIns.LOCK)
class OnlyKakaosOwnIdTokenIsBelievedIT {
    private final KeycloakWithStandIns platform = KeycloakWithStandIns.shared();

    @BeforeEach
    void openIdConnectIsOn() {
        platform.registerKakaoApp("daemun", true);
        platform.standIns.kakao().signIn(1001);
    }

    @AfterEach
    void andOffAgain() {
        platform.registerKakaoApp("daemun", false);
        platform.standIns.kakao().signOut();
    }

    @Test
    void thePersonIsTheSameWithAndWithoutIt() {
        String with = Claims.of(platform.signInThroughKakao()).text("sub");
        platform.registerKakaoApp("daemun", false);
        assertThat(Claims.of(platform.signInThroughKakao()).text("sub")).isEqualTo(with);
    }

    @Test
    void newKeysOfKakaosAreFollowed() {
        String before = Claims.of(platform.signInThroughKakao()).text("sub");
        platform.standIns.kakao().rotateKeys();
        platform.standIns.kakao().rotateKeys();
        assertThat(Claims.of(platform.signInThroughKakao()).text("sub")).isEqualTo(before);
    }

    @Test
    void oneThatAnotherKeySignedLetsNobodyIn() throws JOSEException {
        var key = new RSAKeyGenerator(2048).keyID("not-kakaos").generate();
        SignedJWT forged = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
                new JWTClaimsSet.Builder()
                        .issuer("https://kauth.kakao.com")
                        .audience("rest-api-key-of-daemun")
                        .subject("1001")
                        .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                        .build());
        forged.sign(new RSASSASigner(key));
        platform.standIns.failNext(
                "kauth.kakao.com",
                "/oauth/token",
                200,
                Map.of("token_type", "bearer", "access_token", "an-access-token", "id_token", forged.serialize()));
        platform.standIns.failNext("kapi.kakao.com", "/v2/user/me", 200, Map.of("id", 1001));

        try (Browser browser = platform.browser()) {
            Page page = browser.page();
            page.navigate(platform.webApp().authorizationRequest(Pkce.random()));
            page.locator("#social-kakao").click();
            PlaywrightAssertions.assertThat(page.getByText("카카오 로그인을 마치지 못했습니다"))
                    .isVisible();
        }
        assertThat(platform.log)
                .content()
                .contains(
                        "Kakao's ID token is not to be believed: signed with a key that the provider does not publish");
    }
}

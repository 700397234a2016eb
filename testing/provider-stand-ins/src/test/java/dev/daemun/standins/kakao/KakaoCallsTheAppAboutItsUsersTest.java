package dev.daemun.standins.kakao;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import dev.daemun.standins.Receiver;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class KakaoCallsTheAppAboutItsUsersTest {
    private static final long USER = 1376016924429759228L;

    @RegisterExtension
    final KakaoFixture f = KakaoFixture.withEverything();

    private Receiver receiver;

    @BeforeEach
    void start() throws IOException {
        receiver = new Receiver(202);
        f.tokens(USER);
    }

    @AfterEach
    void stop() throws IOException {
        receiver.close();
    }

    @Test
    void an_unlink_is_a_form_with_the_admin_key_after_the_fact() throws Exception {
        int status = f.kakao
                .webhooks()
                .unlink(f.app, USER, "UNLINK_FROM_APPS", receiver.uri())
                .statusCode();

        assertThat(status).isEqualTo(202);
        assertThat(receiver.only())
                .isEqualTo(new Receiver.Call(
                        "POST",
                        null,
                        "KakaoAK admin-key",
                        "application/x-www-form-urlencoded",
                        "app_id=4242&user_id=1376016924429759228&referrer_type=UNLINK_FROM_APPS"));
        assertThat(f.kakao.isLinked(f.app, USER)).isFalse();
    }

    @Test
    void or_a_query() throws Exception {
        f.kakao.webhooks().unlinkByGet(f.app, USER, "ACCOUNT_DELETE", receiver.uri());

        assertThat(receiver.only())
                .isEqualTo(new Receiver.Call(
                        "GET",
                        "app_id=4242&user_id=1376016924429759228&referrer_type=ACCOUNT_DELETE",
                        "KakaoAK admin-key",
                        null,
                        ""));
    }

    @Test
    void a_security_event_token_is_signed_with_a_published_key_and_never_expires() throws Exception {
        f.kakao.webhooks().userUnlinked(f.app, USER, "UNLINK_FROM_APPS", receiver.uri());

        SignedJWT token = SignedJWT.parse(receiver.only().body());
        JWKSet keys = JWKSet.parse(
                f.rp.get("kauth.kakao.com/.well-known/jwks.json", Map.of()).body());
        assertThat(receiver.only().contentType()).isEqualTo("application/secevent+jwt");
        assertThat(token.verify(new RSASSAVerifier(
                        (RSAKey) keys.getKeyByKeyId(token.getHeader().getKeyID()))))
                .isTrue();
        assertThat(token.getHeader().getType().getType()).isEqualTo("secevent+jwt");
        assertThat(token.getPayload().toJSONObject())
                .containsOnlyKeys("iss", "aud", "sub", "iat", "toe", "txm", "jti", "events")
                .containsEntry(
                        "events",
                        Map.of(
                                "https://schemas.openid.net/secevent/oauth/event-type/user-unlinked",
                                Map.of(
                                        "subject",
                                        Map.of(
                                                "subject_type",
                                                "iss-sub",
                                                "iss",
                                                "https://kauth.kakao.com",
                                                "sub",
                                                "1376016924429759228"),
                                        "reason",
                                        "UNLINK_FROM_APPS")));
        assertThat(f.kakao.isLinked(f.app, USER)).isFalse();
    }
}
